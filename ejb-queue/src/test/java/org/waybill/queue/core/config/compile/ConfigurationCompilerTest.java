package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.config.BadText;
import org.waybill.queue.core.config.BuiltInConfiguration;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Formatter;
import org.waybill.queue.core.config.Includes;
import org.waybill.queue.core.config.Parser;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.RuleInput;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;

class ConfigurationCompilerTest {

    /** What every text needs that is not about it. */
    private static final String LISTENER = "listen on 127.0.0.1 port 2525\n";

    private static final String RULE = "match for any action \"a\"\n";
    private static final String ACTION = "action \"a\" relay\n";

    private static Configuration compile(String text, Map<String, String> files) {
        Compilation compilation = new Laboratory(files).compile(text);
        return assertInstanceOf(Compilation.Compiled.class, compilation, compilation::toString)
                .configuration();
    }

    private static Configuration compile(String text) {
        return compile(text, Map.of());
    }

    private static ActionDefinition action(String text) {
        Configuration configuration = compile(LISTENER + text + RULE);
        return configuration.resolve(new ActionName("a")).orElseThrow();
    }

    static List<BadText> badTexts() {
        return BadText.of(ConfigurationCompilerTest.class, "bad-configurations.txt");
    }

    /** Whether listeners may offer BINARYMIME. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            maildir "a" userbase <u> | discard | true
            hold        | discard | true
            maildir "a" userbase <u> | relay   | false
            maildir "a" userbase <u> | relay host "smtp://mx.example.org" | false
            """)
    void offersWhatEveryActionCanCarry(String first, String second, boolean binary) {
        Configuration configuration = compile(LISTENER + "listen on 127.0.0.1 port 2526\ntable u { bob }\naction \"a\" "
                + first + "\naction \"unused\" " + second + "\n" + RULE);
        assertEquals(
                List.of(binary, binary),
                configuration.listeners().stream()
                        .map(listener -> listener.spec().extensions().binaryMime())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void refusesWhatCouldNotWork(BadText bad) {
        Compilation compilation = new Laboratory(Map.of("c.pem", "")).compile(bad.text());
        assertEquals(
                List.of(bad.printed()),
                assertInstanceOf(Compilation.Invalid.class, compilation).problems().stream()
                        .map(Problem::toString)
                        .toList());
    }

    @Test
    void tellsProblemsOfBothKindsInTheOrderOfTheText() {
        Compilation compilation = Laboratory.empty()
                .compile("listen on eth7\nqueue ttl 4x\naction a relay\nmatch for domain <t> action b\nfoo\n");
        assertEquals(
                List.of(1, 2, 4, 4, 5),
                assertInstanceOf(Compilation.Invalid.class, compilation).problems().stream()
                        .map(Problem::line)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LISTENER + "action a mta q\nmatch for any action a",
                LISTENER + ACTION + "table t db:x\nmatch for domain <t> action a",
                "listen on x port y\n" + ACTION + RULE,
                LISTENER + ACTION + "match foo",
                LISTENER + "include \"nosuch\"\n" + RULE,
                "listen on lo tls pki p\npki p cert\n" + ACTION + RULE,
            })
    void doesNotMissWhatAnUnreadableStatementWouldHaveDefined(String text) {
        Compilation.Invalid invalid =
                assertInstanceOf(Compilation.Invalid.class, Laboratory.empty().compile(text));
        long others = invalid.problems().stream()
                .filter(problem -> problem.message().startsWith("there is no"))
                .count();
        assertEquals(0, others, invalid::toString);
    }

    /** Rules, and the line of the one that is refused; 0 if all can be reached. */
    record Rules(String text, int refused) {}

    static List<Rules> ruleSets() {
        return List.of(
                new Rules("match from any for any action a\nmatch auth for domain x action a", 2),
                new Rules("match action a\nmatch from local for local action a", 2),
                new Rules("match for any action a\nmatch from any for any action a", 0),
                new Rules("match for any action a\nmatch for local action a", 2),
                new Rules("match for any reject\nmatch for any tls action a", 2),
                new Rules("match for any tls action a\nmatch for any action a", 0),
                new Rules("match for any tls action a\nmatch for any !tls action a", 0),
                new Rules("match for domain { a, b } action a\nmatch for domain A action a", 2),
                new Rules("match for domain a action a\nmatch for domain { a, b } action a", 0),
                new Rules("match !for domain a action a\nmatch !for domain { a, b } action a", 2),
                new Rules("match !for domain { a, b } action a\nmatch !for domain a action a", 0),
                new Rules("match for domain <t> action a\nmatch for domain <t> tls action a", 2),
                new Rules("match for domain * action a\nmatch for domain x action a", 2),
                new Rules("match from any auth for any action a\nmatch from auth for any tls action a", 2),
                new Rules("match from mail-from \"@\" for any action a\nmatch tag x for any action a", 2),
                new Rules("match tag x for any action a\nmatch tag X for any action a", 2),
                new Rules("match from auth for any action a\nmatch from auth bob for any action a", 2),
                new Rules("match from auth bob for any action a\nmatch from auth for any action a", 0),
                new Rules("match from auth { bob, ann } for any action a\nmatch from auth ann for any action a", 2),
                new Rules("match !from auth for any action a\nmatch !from auth bob for any action a", 0),
                new Rules("match !from auth bob for any action a\nmatch !from auth for any action a", 2),
                new Rules("match helo regex a for any action a\nmatch helo a for any action a", 0),
                new Rules("match helo a for any action a\nmatch helo regex a for any action a", 0),
                new Rules("match helo regex \"\\W\" for any action a\nmatch helo regex \"\\w\" for any action a", 0),
                new Rules("match for domain regex * action a\nmatch for domain x action a", 1),
                new Rules("match for domain regex .* action a\nmatch for domain x action a", 0),
                new Rules("match helo regex { a, b } for any action a\nmatch helo regex b for any action a", 2),
                new Rules("match size >1M for any action a\nmatch size \">1M\" for any action a", 2),
                new Rules("match size >1M for any action a\nmatch size <1M for any action a", 0),
                new Rules("match tls for any action a\nmatch tls version 1.3 for any action a", 0),
                new Rules("match for any action a\nmatch !for any action a", 2),
                new Rules("match for any action a\nmatch from local for rcpt-to x action a", 2));
    }

    @ParameterizedTest
    @MethodSource("ruleSets")
    void refusesRulesThatCanNeverBeReached(Rules rules) {
        String before = LISTENER + ACTION + "table t { x }\n";
        Compilation compilation = Laboratory.empty().compile(before + rules.text());
        Set<Integer> lines = compilation instanceof Compilation.Invalid invalid
                ? invalid.problems().stream().map(problem -> problem.line() - 3).collect(Collectors.toSet())
                : Set.of();
        assertEquals(rules.refused() == 0 ? Set.of() : Set.of(rules.refused()), lines, compilation::toString);
    }

    @Test
    void saysWhichRuleStandsInTheWay() {
        Compilation compilation = Laboratory.empty().compile(LISTENER + ACTION + RULE + RULE);
        assertEquals(
                new Compilation.Invalid(List.of(new Problem(
                        "",
                        4,
                        1,
                        "this rule can never be reached: the one in line 3 takes all of its mail",
                        "",
                        "move it above line 3 or take it out"))),
                compilation);
    }

    private static Action.Local local(String text) {
        return assertInstanceOf(Action.Local.class, action(text).delivery());
    }

    @Test
    void makesActions() {
        assertEquals(Action.Relay.byExchangers(), action("action a relay\n").delivery());
        assertEquals(new Action.Hold(), action("action a hold\n").delivery());
        assertEquals(new Action.Discard(), action("action a discard\n").delivery());
        assertEquals(new ExpansionPolicy.AsIs(), action("action a discard\n").expansion());
        assertEquals(new LocalMethod.Mbox(), local("action a mbox\n").method());
        assertEquals(
                new LocalMethod.Maildir("", false), local("action a maildir\n").method());
        assertEquals(
                new LocalMethod.Maildir("m/%{rcpt.user}", true),
                local("action a maildir \"m/%{rcpt.user}\" junk\n").method());
        assertEquals(
                new LocalMethod.Lmtp("localhost:24", true),
                local("action a lmtp localhost:24 rcpt-to\n").method());
        assertEquals(
                new LocalMethod.ExpandOnly("forward-only"),
                local("action a forward-only\n").method());
        Action.Local mda = local("mda wrapper w \"nice %{mda}\"\naction a mda \"cat\" user vmail wrapper w\n");
        assertEquals(new LocalMethod.Mda("cat"), mda.method());
        assertEquals("vmail", mda.user());
        assertEquals("nice %{mda}", mda.wrapper());
        assertEquals(
                Action.Relay.to(List.of(RelayUrl.parse("smtps://a.test"), RelayUrl.parse("b.test"))),
                action("action a relay host { smtps://a.test, b.test }\n").delivery());
    }

    @Test
    void givesActionsTheirTimes() {
        ActionDefinition relay = action("queue ttl 2d\naction a relay\n");
        assertEquals(Duration.ofDays(2), relay.ttl());
        assertEquals(RetrySchedule.RELAY, relay.retry());
        assertEquals(Duration.ofDays(4), action("action a hold\n").ttl());
        assertEquals(RetrySchedule.LOCAL, action("action a hold\n").retry());
        ActionDefinition own = action("action a relay ttl 1h retry 5m, 15m jitter 10% description \"d\"\n");
        assertEquals(Duration.ofHours(1), own.ttl());
        assertEquals(
                new RetrySchedule(List.of(Duration.ofMinutes(5), Duration.ofMinutes(15)), Duration.ofSeconds(400), 10),
                own.retry());
        assertEquals("d", own.description());
    }

    @Test
    void findsUsersInATableWithAName() {
        Configuration configuration =
                compile(LISTENER + "action a maildir userbase <u>\n" + RULE + "table u file:u", Map.of("u", "alice\n"));
        ExpansionPolicy.Local local = assertInstanceOf(
                ExpansionPolicy.Local.class,
                configuration.resolve(new ActionName("a")).orElseThrow().expansion());
        assertEquals(
                new UserBase.Answer.Found(User.virtual("alice")), local.users().find("alice"));
        assertEquals(Set.of("u"), configuration.tables().keySet());
    }

    @Test
    void readsRelayHostsFromATableAtEachAttempt() {
        Configuration configuration =
                compile(LISTENER + "table mx file:mx\naction a relay host <mx>\n" + RULE, Map.of("mx", "a.test\n"));
        Action.Relay action = assertInstanceOf(
                Action.Relay.class,
                configuration.resolve(new ActionName("a")).orElseThrow().delivery());
        RelayTarget.Hosts relay = assertInstanceOf(RelayTarget.Hosts.class, action.target());
        assertInstanceOf(RelayHosts.FromTable.class, relay.hosts());
        assertEquals(
                new RelayHosts.Answer.Urls(List.of(RelayUrl.parse("a.test"))),
                relay.hosts().now());
    }

    @Test
    void warnsOfATableThatCannotBeReadNow() {
        Compilation compilation =
                Laboratory.empty().compile(LISTENER + "table mx file:gone\naction a relay host <mx>\n" + RULE);
        assertEquals(
                List.of(new Problem(
                        "",
                        2,
                        10,
                        "table 'mx' cannot be read: there is no such file",
                        "",
                        "mail that needs it waits until it can")),
                assertInstanceOf(Compilation.Compiled.class, compilation).warnings());
    }

    /** A rule, who asks, and whether it holds. */
    record Question(String conditions, String client, String user, String sender, String recipient, boolean holds) {}

    static List<Question> questions() {
        String here = "127.0.0.1";
        String there = "192.0.2.1";
        return List.of(
                new Question("", here, "", "s@x.test", "u@mx.seed.test", true),
                new Question("", there, "", "s@x.test", "u@mx.seed.test", false),
                new Question("", here, "", "s@x.test", "u@other.test", false),
                new Question("from any", there, "", "s@x.test", "u@mx.seed.test", true),
                new Question("for any", here, "", "s@x.test", "u@other.test", true),
                new Question("!from local", there, "", "s@x.test", "u@localhost", true),
                new Question("!from local", here, "", "s@x.test", "u@localhost", false),
                new Question("from src 192.0.2.0/24", there, "", "s@x.test", "u@localhost", true),
                new Question("from src { 10.0.0.0/8 }", there, "", "s@x.test", "u@localhost", false),
                new Question("from auth for any", there, "bob", "s@x.test", "u@other.test", true),
                new Question("from auth for any", there, "", "s@x.test", "u@other.test", false),
                new Question("!from auth for any", there, "", "s@x.test", "u@other.test", true),
                new Question("!from auth for any", there, "bob", "s@x.test", "u@other.test", false),
                new Question("from auth Bob for any", there, "bob", "s@x.test", "u@other.test", true),
                new Question("from auth { ann } for any", there, "bob", "s@x.test", "u@other.test", false),
                new Question("!from auth ann for any", there, "bob", "s@x.test", "u@other.test", true),
                new Question("!from auth ann for any", there, "", "s@x.test", "u@other.test", true),
                new Question("from any auth <d> for any", there, "*.d.test", "s@x.test", "u@other.test", true),
                new Question("from any auth <d> for any", there, "a.d.test", "s@x.test", "u@other.test", false),
                new Question("auth for any", there, "bob", "s@x.test", "u@other.test", false),
                new Question("from mail-from \"@x.test\"", there, "", "s@x.test", "u@localhost", true),
                new Question("!from mail-from \"@x.test\"", there, "", "s@y.test", "u@localhost", true),
                new Question("mail-from \"@x.test\"", here, "", "s@y.test", "u@localhost", false),
                new Question("for rcpt-to \"u@other.test\"", here, "", "s@x.test", "u@other.test", true),
                new Question("!for rcpt-to \"u@other.test\"", here, "", "s@x.test", "v@other.test", true),
                new Question("rcpt-to \"u@other.test\"", here, "", "s@x.test", "u@other.test", false),
                new Question("for domain <d>", here, "", "s@x.test", "u@a.d.test", true),
                new Question("!for domain <d>", here, "", "s@x.test", "u@a.d.test", false),
                new Question("helo client", here, "", "s@x.test", "u@localhost", true),
                new Question("tag OUT", here, "", "s@x.test", "u@localhost", false),
                new Question("helo regex \"^cl\"", here, "", "s@x.test", "u@localhost", true),
                new Question("!helo regex \"\\.\"", here, "", "s@x.test", "u@localhost", true), // R35
                new Question("for rcpt-to regex \"^ALICE@\"", here, "", "s@x.test", "alice@x.test", true), // R48
                new Question("for domain regex { a, \"^o.*\\.test$\" }", here, "", "s@x.test", "u@other.test", true),
                new Question("from auth regex ^b for any", there, "bob", "s@x.test", "u@other.test", true),
                new Question("!from mail-from regex x", there, "", "s@y.test", "u@localhost", true),
                new Question("from src regex ^192", there, "", "s@y.test", "u@localhost", true),
                new Question("tag regex ^i", here, "", "s@x.test", "u@localhost", true),
                new Question("tag { OUT, in }", here, "", "s@x.test", "u@localhost", true),
                new Question("tls version 1.3", here, "", "s@x.test", "u@localhost", false),
                new Question("!size >1", here, "", "s@x.test", "u@localhost", true),
                new Question("!tag OUT !tls", here, "", "s@x.test", "u@localhost", true));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void makesRulesThatDecide(Question question) {
        Configuration configuration =
                compile(LISTENER + ACTION + "table d { \"*.d.test\" }\nmatch " + question.conditions() + " action a\n");
        Peer connected = Peer.connected(
                        Laboratory.address(question.client()), Laboratory.address("10.9.0.1"), "IN", "10.9.0.1:25")
                .withHelo("client", true)
                .withUser(question.user());
        Decision decision = configuration
                .rules()
                .decide(new RuleInput(
                        connected,
                        ReversePath.parse(question.sender()),
                        MailAddress.parse(question.recipient()),
                        0,
                        false));
        assertEquals(question.holds(), decision.equals(new Decision.Take(new ActionName("a"))), decision::toString);
    }

    @Test
    void makesRefusals() {
        Configuration configuration = compile(
                LISTENER
                        + "match for local reject\nmatch for any tls reject 450 \"4.2.2 full\"\nmatch for any reject 550 \"No\"\n");
        assertEquals(
                List.of(
                        new Decision.Reject(SmtpReply.of(550, "5.1.1", "Invalid recipient")),
                        new Decision.Reject(SmtpReply.of(450, "4.2.2", "full")),
                        new Decision.Reject(SmtpReply.of(550, "5.7.1", "No"))),
                configuration.rules().rules().stream()
                        .map(rule -> rule.decision())
                        .toList());
        assertEquals(
                List.of(2, 3, 4),
                configuration.rules().rules().stream().map(rule -> rule.line()).toList());
    }

    @Test
    void compilesTheBuiltInConfiguration() {
        Configuration configuration = compile(BuiltInConfiguration.text());
        assertEquals(7, configuration.revision());
        assertEquals(1, configuration.listeners().size());
        assertEquals(3, configuration.rules().rules().size());
        assertEquals(
                Set.of(new ActionName("local"), new ActionName("outbound")),
                configuration.actions().keySet());
    }

    @Test
    void keepsTheBuiltInConfigurationCanonical() {
        assertEquals(
                BuiltInConfiguration.text(),
                Formatter.format(new Parser(Includes.none())
                        .parse("", BuiltInConfiguration.text())
                        .document()));
    }
}
