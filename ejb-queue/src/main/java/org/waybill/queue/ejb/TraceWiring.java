package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.waybill.queue.agent.MxHosts;
import org.waybill.queue.agent.MxPolicies;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.RelayMemory;
import org.waybill.queue.agent.RelayTrace;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.trace.Traces;

/** Builds what goes the way of mail without one. */
@ApplicationScoped
public class TraceWiring {

    private static final Logger ADMIN = Logger.getLogger("org.waybill.admin");

    private static final int SMTP_PORT = 25;

    /** Somebody looks at the page. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    @Resource
    private ManagedExecutorService background;

    @Inject
    private ActiveConfiguration active;

    /** With a proxy before it, which a page may keep between requests. */
    @Produces
    @ApplicationScoped
    TraceConsole traceConsole(
            Settings settings,
            NameServers names,
            MxPolicies policies,
            RelaySessions sessions,
            RelayMemory memory,
            Suspensions suspensions,
            AcceptRecipient acceptRecipient,
            RandomGenerator random,
            Clock clock) {
        MxHosts hosts = new MxHosts(names, settings.hostname(), SMTP_PORT, random, policies.unreported());
        return new Traces(new Traces.Tools(
                active::get,
                acceptRecipient::explain,
                new RelayTrace(hosts, settings.hostname(), sessions, memory),
                suspensions,
                background,
                WHOLE,
                System::nanoTime,
                clock,
                ADMIN::info));
    }
}
