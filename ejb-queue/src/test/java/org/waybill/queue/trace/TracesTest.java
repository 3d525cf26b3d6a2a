package org.waybill.queue.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.FreshMemory;
import org.waybill.queue.agent.MxHosts;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.RelayMemory;
import org.waybill.queue.agent.RelayTrace;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.KeyFiles;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.console.TraceConsole.Answer;
import org.waybill.queue.console.TraceConsole.Question;
import org.waybill.queue.console.TraceConsole.Step;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.RelayKeys;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.dispatch.Suspension;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.expand.NoFiles;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.rules.Condition;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.ForAny;
import org.waybill.queue.core.rules.ForLocal;
import org.waybill.queue.core.rules.FromAny;
import org.waybill.queue.core.rules.FromLocal;
import org.waybill.queue.core.rules.LocalDomains;
import org.waybill.queue.core.rules.Rule;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.queue.core.users.Everybody;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.listener.SessionLimits;

/** A trace from the question to the answer. */
class TracesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String HOST = "mx.waybill.test";

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Suspensions suspensions = new Suspensions();
    private final List<String> log = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedSmtpServer server = server();
    private Executor executor = Runnable::run;
    private Condition localFrom = new FromAny();
    private ExpansionPolicy localExpansion = new ExpansionPolicy.AsIs();
    private Duration whole = LONG;

    private static ScriptedSmtpServer server() {
        try {
            return ScriptedSmtpServer.plain();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
        watchdog.shutdownNow();
    }

    private Configuration configuration() {
        Action relay = Action.Relay.to(List.of(RelayUrl.parse("smtp://localhost:" + server.port())));
        return new Configuration(
                7,
                List.of(),
                SocketPolicy.USUAL,
                SessionLimits.defaults(),
                SubAddress.PLUS,
                List.of(),
                List.of(),
                new Ruleset(List.of(
                        rule("local", 3, localFrom, new ForLocal(LocalDomains.of(HOST))),
                        rule("out", 4, new FromLocal(address -> false), new ForAny()))),
                Map.of(
                        new ActionName("local"),
                        action("local", localExpansion, new Action.Local(new LocalMethod.Mbox(), new Everybody())),
                        new ActionName("out"),
                        action("out", new ExpansionPolicy.AsIs(), relay)),
                Map.of(),
                1_000_000,
                Duration.ofDays(4),
                1_000_000,
                MdaLimits.DEFAULT,
                512,
                MtaLimits.STANDARD,
                RelayKeys.NONE);
    }

    private static Rule rule(String action, int line, Condition... conditions) {
        return new Rule(List.of(conditions), new Decision.Take(new ActionName(action)), line);
    }

    private static ActionDefinition action(String name, ExpansionPolicy expansion, Action delivery) {
        return new ActionDefinition(
                new ActionName(name), expansion, delivery, Duration.ofDays(4), RetrySchedule.RELAY, List.of(), "");
    }

    private TraceConsole traces() {
        Clock clock = Clock.systemUTC();
        Configuration configuration = configuration();
        RelaySessions sessions;
        try {
            sessions = new RelaySessions(
                    Dialer.TCP,
                    new KeyFiles(pki -> Optional.empty(), ca -> Optional.empty()),
                    RelayTimeouts.STANDARD,
                    watchdog,
                    clock);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        MxHosts hosts = new MxHosts(NameServers.of(List.of(), LONG), HOST, 25, new Random(1));
        RelayMemory memory = FreshMemory.of(configuration::mtaLimits, clock);
        return new Traces(new Traces.Tools(
                () -> configuration,
                new AcceptRecipient(() -> configuration, HOST, new NoFiles(), clock, reason -> {})::explain,
                new RelayTrace(hosts, HOST, sessions, memory),
                suspensions,
                executor,
                whole,
                () -> nanos.addAndGet(1_000_000),
                clock,
                log::add));
    }

    private static Question mail(String client, String recipient) {
        return new Question(
                new ExplainConsole.Question(client, "", false, "", "", "alice@example.com", recipient), "", "");
    }

    private static Question url(String url, String action) {
        return new Question(mail("", "bob@example.org").mail(), url, action);
    }

    private Answer trace(Question question) {
        return traces().trace(question, "ada").orElseThrow();
    }

    private static List<String> names(Answer answer) {
        return answer.steps().stream()
                .map(step -> step.step() + (step.ok() ? "" : "!"))
                .toList();
    }

    private static Step last(Answer answer) {
        return answer.steps().get(answer.steps().size() - 1);
    }

    @Test
    void goesTheWayOfAMailFromTheRulesToTheHost() {
        Answer answer = trace(mail("", "bob@example.org"));
        assertEquals(
                List.of(
                        "rule",
                        "expansion",
                        "answer",
                        "action",
                        "map",
                        "address",
                        "demand",
                        "connect",
                        "greeting",
                        "EHLO",
                        "MAIL",
                        "RCPT",
                        "RSET",
                        "QUIT",
                        "outcome"),
                names(answer));
        assertEquals(7, answer.revision());
        assertEquals("line 4 matches: action out", answer.steps().get(0).text());
        assertEquals("bob@example.org", last(answer).subject());
        assertEquals(
                "the mail is handed over: 250 2.1.5 Ok (localhost [127.0.0.1]:" + server.port() + " (plain text))",
                last(answer).text());
        assertEquals(0, server.heard("DATA"));
        assertEquals(List.of("trace by=ada recipient=<bob@example.org> sender=<alice@example.com>"), log);
    }

    @Test
    void saysOfMailForThisServerWhatItsActionDoes() {
        Answer answer = trace(mail("192.0.2.1", "bob@" + HOST));
        assertEquals(List.of("rule", "expansion", "answer", "action", "outcome"), names(answer));
        assertEquals("here: append to the mailbox of bob", last(answer).text());
        assertEquals(List.of(), server.commands);
    }

    /** Conditions and users may be in a database far away. */
    @Test
    void timesRulesAndExpansionApart() {
        localFrom = input -> {
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            return new Condition.Answer.Yes();
        };
        UserBase slow = new UserBase() {
            @Override
            public String description() {
                return "slow users";
            }

            @Override
            public UserBase.Answer find(String name) {
                nanos.addAndGet(Duration.ofSeconds(7).toNanos());
                return new UserBase.Answer.Found(User.virtual(name));
            }
        };
        localExpansion = new ExpansionPolicy.Local(
                new ExpansionPolicy.Aliases.None(), slow, "", ExpansionPolicy.Outcome.ANYTHING);
        Answer answer = trace(mail("192.0.2.1", "bob@" + HOST));
        assertEquals(
                List.of("rule 5", "expansion 0", "expansion 7", "answer 0", "action 0", "outcome 0"),
                answer.steps().stream()
                        .map(step -> step.step() + " " + step.millis() / 1000)
                        .toList());
    }

    @Test
    void endsAtTheRulesWhereNoneMatches() {
        Answer answer = trace(mail("192.0.2.1", "bob@example.org"));
        assertEquals("rule!", names(answer).get(0));
        assertEquals("none of 2 rules matches", answer.steps().get(0).text());
        assertEquals("outcome!", names(answer).get(answer.steps().size() - 1));
        assertEquals(
                "the client that sends it hears 550 5.1.1 Invalid recipient: <bob@example.org>",
                last(answer).text());
    }

    @Test
    void goesToAUrlPastTheRules() {
        String url = "smtp://localhost:" + server.port();
        Answer answer = trace(url(url, "out"));
        assertEquals("map", names(answer).get(0));
        assertEquals("out", answer.steps().get(0).subject());
        assertEquals("outcome", last(answer).step());
        assertEquals(
                List.of("trace by=ada recipient=<bob@example.org> sender=<alice@example.com> url=" + url
                        + " action=out"),
                log);
    }

    @Test
    void saysThatMailIsSuspendedAndGoesOn() {
        suspensions.replace(List.of(new Suspension(
                1, Suspension.Kind.ACTION, "out", "maintenance", "ada", Instant.EPOCH, Suspension.OPEN)));
        Answer answer = trace(mail("", "bob@example.org"));
        assertTrue(names(answer).containsAll(List.of("suspension!", "RCPT", "outcome!")), answer.toString());
        assertTrue(last(answer).text().startsWith("the mail waits, it is suspended; else: the mail is handed over"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            bob@example.org | ftp://localhost    |       | url:
            bob@example.org | smtp://u:p@a.test  |       | url:
            bob@example.org | smtp://localhost   | local | action: there is no relay 'local'
            bob@example.org | smtp://localhost   | none  | action: there is no relay 'none'
            bob@example.org | smtp://localhost   | a b   | action:
            bob             | smtp://localhost   |       | recipient: an address with a domain
            @@              |                    |       | recipient:
            """)
    void refusesWhatItCannotRead(String recipient, String url, String action, String expected) {
        Question question =
                new Question(mail("", recipient).mail(), url == null ? "" : url, action == null ? "" : action);
        String message = assertThrows(IllegalArgumentException.class, () -> traces().trace(question, "ada"))
                .getMessage();
        assertTrue(String.valueOf(message).startsWith(expected), message);
        assertEquals(List.of(), log);
    }

    /** Waits for nobody: whoever asks is answered before the trace begins. */
    @Test
    void leavesATraceThatTakesTooLong() {
        Deque<Runnable> begun = new ArrayDeque<>();
        executor = begun::add;
        whole = Duration.ofMillis(1);
        TraceConsole traces = traces();
        Answer answer = traces.trace(mail("", "bob@example.org"), "ada").orElseThrow();
        assertEquals(List.of("outcome!"), names(answer));
        assertEquals(Optional.empty(), traces.trace(mail("", "bob@example.org"), "ada"));
        begun.remove().run();
        assertTrue(traces.trace(mail("", "bob@example.org"), "ada").isPresent());
    }

    @Test
    void tracesOnceForEachAuthorAndAFewTimesInAll() {
        executor = command -> {};
        whole = Duration.ofMillis(1);
        TraceConsole traces = traces();
        for (String author : List.of("a", "b", "c", "d")) {
            assertTrue(traces.trace(mail("", "bob@example.org"), author).isPresent());
        }
        assertEquals(Optional.empty(), traces.trace(mail("", "bob@example.org"), "e"));
        assertEquals(4, log.size());
    }
}
