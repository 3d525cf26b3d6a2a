package org.waybill.queue.trace;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
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
import org.waybill.smtp.listener.SessionLimits;

/** A trace of a small server that relays to a scripted host. */
final class TraceRig implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);
    static final String HOST = "mx.waybill.test";

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    final Suspensions suspensions = new Suspensions();
    final List<String> log = new ArrayList<>();
    final AtomicLong nanos = new AtomicLong();
    final ScriptedSmtpServer server = server();
    Executor executor = Runnable::run;
    Action relay = Action.Relay.to(List.of(RelayUrl.parse("smtp://localhost:" + server.port())));
    Condition localFrom = new FromAny();
    ExpansionPolicy localExpansion = new ExpansionPolicy.AsIs();
    Duration whole = LONG;

    private static ScriptedSmtpServer server() {
        try {
            return ScriptedSmtpServer.plain();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
        watchdog.shutdownNow();
    }

    private Configuration configuration() {
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

    TraceConsole traces() {
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

    static Question mail(String client, String recipient) {
        return new Question(
                new ExplainConsole.Question(client, "", false, "", "", "alice@example.com", recipient), "", "");
    }

    static Question url(String url, String action) {
        return new Question(mail("", "bob@example.org").mail(), url, action);
    }

    Answer trace(Question question) {
        return traces().trace(question, "ada").orElseThrow();
    }

    static List<String> names(Answer answer) {
        return answer.steps().stream()
                .map(step -> step.step() + (step.ok() ? "" : "!"))
                .toList();
    }

    static Step last(Answer answer) {
        return answer.steps().get(answer.steps().size() - 1);
    }
}
