package org.waybill.queue.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.PatternTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.ReverseName;

class ConditionTest {

    private static final Answer YES = new Answer.Yes();
    private static final Answer NO = new Answer.No();
    private static final Answer UNKNOWN_NAME = new Answer.Unknown("the name of 10.9.0.2 could not be looked up");
    private static final Questions STRANGER = Questions.stranger();
    private static final LocalAddresses OWN = Questions.address("10.9.0.1")::equals;
    private static final LookupTable LOCAL =
            LocalDomains.of("mx.seed.test", List.of(Questions.address("10.9.0.1"), Questions.address("2001:db8::1")));
    private static final LookupTable BROKEN = new UnavailableTable("broken");

    private static ReverseName name(String name, boolean confirmed) {
        return ReverseName.of(name, confirmed).orElseThrow();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new FromAny(), STRANGER, YES),
                Arguments.of(new FromLocal(OWN), STRANGER, NO),
                Arguments.of(new FromLocal(OWN), STRANGER.from("10.9.0.1"), YES), // R23
                Arguments.of(new FromLocal(OWN), STRANGER.from("127.0.0.9"), YES),
                Arguments.of(new FromLocal(OWN), STRANGER.from("::1"), YES),
                Arguments.of(new FromSource(list("10.9.0.0/30")), STRANGER, YES), // R21
                Arguments.of(new FromSource(list("10.9.0.0/30")), STRANGER.from("10.9.0.5"), NO),
                Arguments.of(new FromSource(list("2001:db8::/32")), STRANGER.from("2001:db8::7"), YES),
                Arguments.of(new FromSource(list("10.0.0.0/8")), STRANGER.from("::ffff:10.9.0.2"), YES),
                Arguments.of(new FromLocal(OWN), STRANGER.socket(), YES),
                Arguments.of(new FromSource(list("127.0.0.0/8")), STRANGER.socket(), NO),
                Arguments.of(new FromSocket(), STRANGER.socket(), YES), // R24
                Arguments.of(new FromSocket(), STRANGER.from("127.0.0.1"), NO),
                Arguments.of(new Auth(), STRANGER.socket(), YES), // R47
                Arguments.of(new FromRdns(), STRANGER, NO), // R39
                Arguments.of(new FromRdns(), STRANGER.called(name("a.test", false)), YES),
                Arguments.of(new FromRdnsName(list("A.test")), STRANGER.called(name("a.test", true)), YES),
                Arguments.of(new FromRdnsName(list("a.test")), STRANGER, NO),
                Arguments.of(new FromRdnsName(list("*.test")), STRANGER.called(name("a.test", true)), NO),
                Arguments.of(new FromRdnsName(patterns("test$")), STRANGER.called(name("a.test", true)), YES),
                Arguments.of(new FromRdns(), STRANGER.called(ReverseName.TEMPORARY), UNKNOWN_NAME),
                Arguments.of(new FromRdnsName(list("a.test")), STRANGER.called(ReverseName.UNKNOWN), UNKNOWN_NAME),
                Arguments.of(new Not(new FromRdns()), STRANGER.called(ReverseName.TEMPORARY), UNKNOWN_NAME),
                Arguments.of(new ForAny(), STRANGER, YES),
                Arguments.of(new ForDomain(list("example.org")), STRANGER.to("alice@EXAMPLE.org"), YES),
                Arguments.of(new ForDomain(list("*.example.org")), STRANGER.to("alice@a.b.example.org"), YES),
                Arguments.of(new ForDomain(list("*.example.org")), STRANGER, NO),
                Arguments.of(new RcptTo(list("alice")), STRANGER.to("Alice+tag@example.org"), YES),
                Arguments.of(new RcptTo(list("@example.org")), STRANGER, YES),
                Arguments.of(new RcptTo(list("a b@example.org")), STRANGER.to("\"a b\"@example.org"), YES),
                Arguments.of(new RcptTo(list("@evil.test")), STRANGER.to("\"x@evil.test\"@example.org"), NO),
                Arguments.of(new MailFrom(list("s@client.test")), STRANGER, YES), // R46
                Arguments.of(new MailFrom(list("@client.test")), STRANGER.sender(""), NO),
                Arguments.of(new MailFrom(list("@")), STRANGER.sender(""), YES), // R32
                Arguments.of(new Helo(list("*.test")), STRANGER, YES), // R34
                Arguments.of(new Helo(list("*.test")), STRANGER.helo("CLIENT.TEST"), YES),
                Arguments.of(new Helo(list("*.test")), STRANGER.helo("localhost"), NO),
                Arguments.of(new Tag(list("MSA")), STRANGER, NO),
                Arguments.of(new Tag(list("x", "MSA")), STRANGER.tag("msa"), YES), // R36
                Arguments.of(new Tag(patterns("^m")), STRANGER.tag("msa"), YES),
                Arguments.of(new Tag(patterns(".*")), STRANGER, NO),
                Arguments.of(new Helo(patterns("\\.")), STRANGER, YES), // R35
                Arguments.of(new Helo(patterns("\\.")), STRANGER.helo("localhost"), NO),
                Arguments.of(new RcptTo(patterns("(?i)^ALICE@")), STRANGER, YES), // R48
                Arguments.of(new RcptTo(patterns("^BOB@")), STRANGER.to("Bob@x.test"), YES),
                Arguments.of(new ForDomain(patterns("^example\\.(net|org)$")), STRANGER, YES),
                Arguments.of(new ForDomain(patterns("^example$")), STRANGER, NO),
                Arguments.of(new MailFrom(patterns("^$")), STRANGER.sender(""), YES),
                Arguments.of(new FromSource(patterns("^10\\.9\\.")), STRANGER, YES),
                Arguments.of(new AuthUser(patterns("^a")), STRANGER.user("alice"), YES),
                Arguments.of(new AuthUser(patterns(".*")), STRANGER, NO),
                Arguments.of(new Auth(), STRANGER, NO),
                Arguments.of(new Auth(), STRANGER.user("alice"), YES),
                Arguments.of(new Tls(), STRANGER, NO),
                Arguments.of(new Tls(), STRANGER.tls(), YES), // R37: always 451 in the reference
                Arguments.of(new TlsVersion("1.3"), STRANGER.tls(), YES),
                Arguments.of(new TlsVersion("1.2"), STRANGER.tls(), NO),
                Arguments.of(new TlsVersion("1"), STRANGER.tls(), NO),
                Arguments.of(new TlsVersion("1.3"), STRANGER, NO),
                Arguments.of(new Size(size -> size > 99), STRANGER.size(100), YES),
                Arguments.of(new Size(size -> size > 99), STRANGER.size(99), NO),
                Arguments.of(new Size(size -> size < 99), STRANGER, NO), // nothing was declared
                Arguments.of(new Not(new Tls()), STRANGER, YES), // R38
                Arguments.of(new Not(new Tls()), STRANGER.tls(), NO),
                Arguments.of(new Not(new Not(new Auth())), STRANGER, NO));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("answers")
    void answers(Condition condition, Questions asked, Answer expected) {
        assertEquals(expected, condition.test(asked.input()));
    }

    static Stream<Condition> conditionsWithATable() {
        return Stream.of(
                new FromSource(BROKEN),
                new ForLocal(BROKEN),
                new ForDomain(BROKEN),
                new RcptTo(BROKEN),
                new MailFrom(BROKEN),
                new Helo(BROKEN),
                new Helo(new PatternTable(BROKEN)),
                new Not(new RcptTo(BROKEN)),
                new Not(new Not(new Helo(BROKEN))));
    }

    @ParameterizedTest
    @MethodSource("conditionsWithATable")
    void whatCannotBeLookedUpIsNeitherYesNorNo(Condition condition) {
        assertEquals(new Answer.Unknown("table <broken>: out of order"), condition.test(STRANGER.input()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "alice@mx.seed.test,             yes",
        "alice@localhost,                yes", // R07
        "alice@LocalHost,                yes",
        "alice@mx,                       no", // R45
        "alice@seed.test,                no",
        "alice@a.mx.seed.test,           no",
        "alice@[10.9.0.1],               yes", // R08: as in 6.8, not in 7.8
        "alice@[10.9.0.2],               no",
        "alice@[127.0.0.1],              yes",
        "alice@[IPv6:2001:DB8:0::1],     yes",
        "alice@[IPv6:::1],               yes",
        "alice@[IPv6:2001:db8::2],       no",
    })
    void localIsLocalhostTheServersNameAndItsAddresses(String recipient, String expected) {
        Answer answer = new ForLocal(LOCAL).test(STRANGER.to(recipient).input());
        assertEquals(expected.equals("yes") ? YES : NO, answer);
    }

    @Test
    void localKnowsTheLoopbackAddressesByItself() {
        ForLocal local = new ForLocal(LocalDomains.of("mx.seed.test"));
        assertEquals(YES, local.test(STRANGER.to("alice@[127.0.0.1]").input()));
        assertEquals(NO, local.test(STRANGER.to("alice@[10.9.0.1]").input()));
    }

    private static LookupTable patterns(String... values) {
        return new PatternTable(list(values));
    }

    private static LookupTable list(String... values) {
        return InlineTable.listOf("<anonymous>", List.of(values));
    }
}
