package org.waybill.queue.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.SmtpReply;

/** Whole rulesets; the R numbers are the reference's cases. */
class RulesetTest {

    private static final Questions STRANGER = Questions.stranger();
    private static final Questions LOCAL = STRANGER.from("127.0.0.1");
    private static final FromLocal FROM_LOCAL = new FromLocal(address -> false);
    private static final ForLocal FOR_LOCAL = new ForLocal(LocalDomains.of("mx.seed.test"));
    private static final FromAny ANYBODY = new FromAny();
    private static final ForAny ANYWHERE = new ForAny();

    /** What a reject rule says, to be told from "no rule matches". */
    private static final Decision REJECTED = new Decision.Reject(SmtpReply.of(554, "5.7.1", "Go away"));

    static Stream<Arguments> decisions() {
        Ruleset server = rules(take("local", ANYBODY, FOR_LOCAL), take("out", FROM_LOCAL, ANYWHERE));
        Ruleset domains = rules(take("local", ANYBODY, new ForDomain(list("example.org", "*.example.net"))));
        Ruleset notX = rules(take("out", ANYBODY, new Not(new RcptTo(list("x@dest.test")))));
        Ruleset authLocal = rules(take("out", new Auth(), FROM_LOCAL, ANYWHERE));
        Ruleset needsAuth = rules(
                reject(new Not(new Auth()), ANYBODY, new ForDomain(list("dest.test"))), take("out", ANYBODY, ANYWHERE));
        Ruleset needsTls = rules(reject(new Not(new Tls()), ANYBODY, ANYWHERE), take("local", ANYBODY, ANYWHERE));
        Ruleset needsDot = rules(
                reject(new Not(new Helo(list("*.*"))), ANYBODY, ANYWHERE),
                take("local", ANYBODY, new ForDomain(list("example.org"))));
        Ruleset senders = rules(
                take("a", ANYBODY, new MailFrom(list("@a.test")), ANYWHERE),
                take("bounces", ANYBODY, new MailFrom(list("@")), ANYWHERE));
        return Stream.of(
                Arguments.of("R06", server, STRANGER.to("alice@mx.seed.test"), taken("local")),
                Arguments.of("R07", server, STRANGER.to("alice@localhost"), taken("local")),
                Arguments.of("R45", server, STRANGER.to("alice@mx"), refused("alice@mx")),
                Arguments.of("no open relay", server, STRANGER.to("x@dest.test"), refused("x@dest.test")),
                Arguments.of("R23", server, LOCAL.to("x@dest.test"), taken("out")),
                Arguments.of("first match", server, LOCAL.to("alice@localhost"), taken("local")),
                Arguments.of("R13 name", domains, STRANGER.to("a@example.org"), taken("local")),
                Arguments.of("R13 wildcard", domains, STRANGER.to("a@a.example.net"), taken("local")),
                Arguments.of("R13 other", domains, STRANGER.to("a@example.com"), refused("a@example.com")),
                Arguments.of("R19 listed", notX, STRANGER.to("x@dest.test"), refused("x@dest.test")),
                Arguments.of("R19 other", notX, STRANGER.to("y@dest.test"), taken("out")),
                Arguments.of("R27 far", authLocal, STRANGER.user("u").to("x@d.test"), refused("x@d.test")),
                Arguments.of("R27 near", authLocal, LOCAL.user("u").to("x@d.test"), taken("out")),
                Arguments.of("R30 without", needsAuth, STRANGER.to("x@dest.test"), REJECTED),
                Arguments.of("R30 with", needsAuth, STRANGER.user("u").to("x@dest.test"), taken("out")),
                Arguments.of("R30 elsewhere", needsAuth, STRANGER.to("x@other.test"), taken("out")),
                Arguments.of("R35 without a dot", needsDot, STRANGER.helo("localhost"), REJECTED),
                Arguments.of("R35 with a dot", needsDot, STRANGER, taken("local")),
                Arguments.of("R38 without TLS", needsTls, STRANGER, REJECTED),
                Arguments.of("R38 with TLS", needsTls, STRANGER.tls(), taken("local")),
                Arguments.of("R46", senders, STRANGER.sender("s@a.test"), taken("a")),
                Arguments.of("R32", senders, STRANGER.sender(""), taken("bounces")),
                Arguments.of("no rules", rules(), STRANGER, refused("alice@example.org")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void theFirstMatchingRuleDecides(String title, Ruleset ruleset, Questions asked, Decision expected) {
        assertEquals(expected, ruleset.decide(asked.input()), title);
    }

    @Test
    void aRejectRuleAnswersWithItsOwnReply() {
        SmtpReply reply = SmtpReply.of(450, "4.7.1", "Not now");
        Ruleset ruleset = new Ruleset(List.of(new Rule(List.of(ANYBODY), new Decision.Reject(reply), 1)));
        assertEquals(new Decision.Reject(reply), ruleset.decide(STRANGER.input()));
    }

    @Test
    void aRuleWithoutConditionsMatchesEverything() {
        assertEquals(taken("all"), rules(take("all")).decide(STRANGER.input()));
    }

    @Test
    void whatCannotBeLookedUpStopsTheEvaluation() {
        Ruleset ruleset = rules(
                take("first", ANYBODY, new RcptTo(new UnavailableTable("people"))), take("second", ANYBODY, ANYWHERE));
        assertEquals(new Decision.Defer("table <people>: out of order"), ruleset.decide(STRANGER.input()));
    }

    @Test
    void anInvertedConditionThatCannotBeLookedUpStopsTheEvaluationToo() {
        Ruleset ruleset =
                rules(reject(ANYBODY, new Not(new FromSource(new UnavailableTable("friends")))), take("all", ANYBODY));
        assertEquals(new Decision.Defer("table <friends>: out of order"), ruleset.decide(STRANGER.input()));
    }

    @Test
    void aConditionThatFailsBeforeSparesTheLookUp() {
        Ruleset ruleset = rules(
                take("msa", new Auth(), new RcptTo(new UnavailableTable("people"))), take("mx", ANYBODY, ANYWHERE));
        assertEquals(taken("mx"), ruleset.decide(STRANGER.input()));
    }

    @Test
    void aRuleBeforeTheBrokenOneStillDecides() {
        Ruleset ruleset = rules(take("mx", ANYBODY), take("x", new RcptTo(new UnavailableTable("people"))));
        assertEquals(taken("mx"), ruleset.decide(STRANGER.input()));
    }

    private static Ruleset rules(Rule... rules) {
        return new Ruleset(new ArrayList<>(List.of(rules)));
    }

    private static Rule take(String action, Condition... conditions) {
        return new Rule(List.of(conditions), taken(action), 1);
    }

    private static Rule reject(Condition... conditions) {
        return new Rule(List.of(conditions), REJECTED, 1);
    }

    private static Decision taken(String action) {
        return new Decision.Take(new ActionName(action));
    }

    private static Decision refused(String recipient) {
        return new Decision.Reject(
                SmtpReply.invalidRecipient(STRANGER.to(recipient).recipient()));
    }

    private static LookupTable list(String... values) {
        return InlineTable.listOf("<anonymous>", List.of(values));
    }
}
