package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.RelayKeys;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.expand.NoFiles;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.rules.Condition;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.ForAny;
import org.waybill.queue.core.rules.ForLocal;
import org.waybill.queue.core.rules.FromAny;
import org.waybill.queue.core.rules.FromLocal;
import org.waybill.queue.core.rules.LocalDomains;
import org.waybill.queue.core.rules.MailFrom;
import org.waybill.queue.core.rules.Questions;
import org.waybill.queue.core.rules.Rule;
import org.waybill.queue.core.rules.RuleTrial;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.rules.Tls;
import org.waybill.queue.core.rules.Written;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.queue.core.users.Everybody;
import org.waybill.queue.core.users.TableUsers;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SessionLimits;

class AcceptRecipientTest {

    private static final String HOST = "mx.seed.test";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final Questions STRANGER = Questions.stranger();
    private static final Questions LOCAL = STRANGER.from("127.0.0.1");
    private static final RecipientVerdict DEFERRED = new RecipientVerdict.Refused(SmtpReply.temporaryFailure());

    private static final Rule LOCAL_MAIL = rule("local", new FromAny(), new ForLocal(LocalDomains.of(HOST)));
    private static final Rule OUTGOING = rule("out", new FromLocal(address -> false), new ForAny());

    private LookupTable users = InlineTable.listOf("users", List.of("alice", "postmaster"));
    private List<Rule> rules = List.of(LOCAL_MAIL, OUTGOING);
    private boolean outIsDefined = true;
    private int reads;
    private final List<String> reasons = new ArrayList<>();
    private final AcceptRecipient verb =
            new AcceptRecipient(this::configuration, HOST, new NoFiles(), CLOCK, reasons::add);

    @Test
    void takesAUserUnderTheNameThatTheRulesChose() {
        assertEquals(
                plan("Alice+tag@mx.seed.test", "alice", "tag", "local"), accept(STRANGER.to("Alice+tag@mx.seed.test")));
    }

    @Test
    void takesARelayedRecipientAndRemembersItsUser() {
        assertEquals(plan("Bob+x@dest.test", "bob", "out"), accept(LOCAL.to("Bob+x@dest.test")));
    }

    @Test
    void completesARecipientWithoutDomain() {
        assertEquals(plan("alice@mx.seed.test", "alice", "local"), accept(STRANGER.to("alice")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postmaster", "Postmaster", "POSTMASTER"})
    void takesThePostmasterWithoutDomainInAnyCase(String recipient) {
        assertEquals(plan(recipient + "@mx.seed.test", "postmaster", "local"), accept(STRANGER.to(recipient)));
    }

    @Test
    void refusesWhatNoRuleTakes() {
        assertEquals(invalid("x@dest.test"), accept(STRANGER.to("x@dest.test")));
    }

    @Test
    void refusesWithTheReplyOfTheRule() {
        SmtpReply reply = SmtpReply.of(450, "4.7.1", "Not now");
        rules = List.of(new Rule(List.of(), new Decision.Reject(reply), 1), LOCAL_MAIL);
        assertEquals(new RecipientVerdict.Refused(reply), accept(STRANGER.to("alice")));
    }

    @Test
    void refusesWhoIsNoUserAndSaysWhyInTheLogOnly() {
        assertEquals(invalid("carol@mx.seed.test"), accept(STRANGER.to("carol")));
        assertEquals(List.of("<carol@mx.seed.test>: no user 'carol' in table <users>"), reasons);
    }

    @Test
    void defersWhenARuleCannotBeLookedUp() {
        rules = List.of(rule("local", new MailFrom(new UnavailableTable("senders"))), LOCAL_MAIL);
        assertEquals(DEFERRED, accept(STRANGER.to("alice")));
        assertEquals(List.of("<alice@mx.seed.test>: table <senders>: out of order"), reasons);
    }

    @Test
    void defersWhenAUserCannotBeLookedUp() {
        users = new UnavailableTable("users");
        assertEquals(DEFERRED, accept(STRANGER.to("alice")));
    }

    @Test
    void defersWhenTheActionIsUnknown() {
        outIsDefined = false;
        assertEquals(DEFERRED, accept(LOCAL.to("x@dest.test")));
        assertEquals(List.of("<x@dest.test>: unknown action 'out'"), reasons);
    }

    @Test
    void readsTheConfigurationOnceForEachRecipient() {
        accept(STRANGER.to("alice"));
        assertEquals(1, reads);
        users = InlineTable.listOf("users", List.of());
        assertEquals(invalid("alice@mx.seed.test"), accept(STRANGER.to("alice")));
        assertEquals(2, reads);
    }

    private RecipientVerdict accept(Questions asked) {
        return verb.accept(request(asked));
    }

    private static RecipientRequest request(Questions asked) {
        return new RecipientRequest(
                new MessageId(1),
                asked.peer(),
                asked.sender(),
                MailParameters.NONE,
                asked.recipient(),
                RcptParameters.NONE);
    }

    private Configuration configuration() {
        reads++;
        ActionDefinition local = action(
                "local",
                new ExpansionPolicy.Local(
                        new ExpansionPolicy.Aliases.None(),
                        new TableUsers(users),
                        "",
                        ExpansionPolicy.Outcome.ANYTHING),
                new Action.Local(new LocalMethod.Maildir("/mail", false), new Everybody()));
        ActionDefinition out = action("out", new ExpansionPolicy.AsIs(), Action.Relay.byExchangers());
        return new Configuration(
                1,
                List.of(),
                SocketPolicy.USUAL,
                SessionLimits.defaults(),
                SubAddress.PLUS,
                List.of(),
                List.of(),
                new Ruleset(rules),
                outIsDefined ? Map.of(local.name(), local, out.name(), out) : Map.of(local.name(), local),
                Map.of(),
                1,
                Duration.ofDays(4),
                1_000_000,
                MdaLimits.DEFAULT,
                512,
                MtaLimits.STANDARD,
                RelayKeys.NONE);
    }

    private static ActionDefinition action(String name, ExpansionPolicy expansion, Action delivery) {
        return new ActionDefinition(
                new ActionName(name), expansion, delivery, Duration.ofDays(4), RetrySchedule.LOCAL, List.of(), "");
    }

    private static Rule rule(String action, Condition... conditions) {
        return new Rule(List.of(conditions), new Decision.Take(new ActionName(action)), 1);
    }

    private static RecipientVerdict plan(String recipient, String user, String action) {
        return plan(recipient, user, "", action);
    }

    private static RecipientVerdict plan(String recipient, String user, String tag, String action) {
        MailAddress address = MailAddress.parse(recipient);
        return new RecipientVerdict.Accepted(RecipientPlans.of(
                new RecipientPlan(address, address, user, new Ending.Address(tag), new ActionName(action))));
    }

    private static RecipientVerdict invalid(String recipient) {
        return new RecipientVerdict.Refused(SmtpReply.invalidRecipient(MailAddress.parse(recipient)));
    }

    @Test
    void explainsWhatItWouldDoAndWhyNotOtherwise() {
        rules = List.of(
                rule("out", new Written(new Tls(), "tls")),
                rule("local", new Written(new FromAny(), "from any"), new ForLocal(LocalDomains.of(HOST))));
        Explanation explanation = verb.explain(request(STRANGER.to("alice+x")));
        assertEquals("250 2.1.5 Destination address valid: Recipient ok", explanation.reply());
        assertEquals(
                List.of(new Explanation.Question(
                        "alice+x@mx.seed.test",
                        false,
                        List.of(
                                new RuleTrial(1, RuleTrial.Result.DOES_NOT_MATCH, "tls"),
                                new RuleTrial(1, RuleTrial.Result.MATCHES, "action local")))),
                explanation.questions());
        assertEquals(
                List.of("write into the maildir /mail as alice"),
                explanation.deliveries().stream()
                        .map(delivery -> delivery.does().get())
                        .toList());
        assertEquals(List.of(), reasons);
    }

    @Test
    void explainsARefusalWithTheReasonThatTheClientDoesNotHear() {
        Explanation explanation = verb.explain(request(STRANGER.to("carol")));
        assertEquals("550 5.1.1 Invalid recipient: <carol@mx.seed.test>", explanation.reply());
        assertEquals("no user 'carol' in table <users>", explanation.reason());
        assertEquals(List.of(), explanation.deliveries());
    }
}
