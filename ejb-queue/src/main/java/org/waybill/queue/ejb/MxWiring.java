package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.waybill.queue.agent.MxPolicies;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.mx.HttpsCalls;
import org.waybill.queue.agent.mx.HttpsStsFetch;
import org.waybill.queue.agent.mx.ReportPost;
import org.waybill.queue.agent.mx.StsCache;
import org.waybill.queue.agent.mx.StsPolicies;
import org.waybill.queue.agent.mx.TlsReports;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.settings.Settings;

/** Builds what knows the policies of other domains, and what reports to them. */
@ApplicationScoped
public class MxWiring {

    /** RFC 8461 §3.3 suggests a minute. */
    private static final Duration HTTPS_PATIENCE = Duration.ofSeconds(60);

    @Resource
    private ManagedExecutorService background;

    @Resource
    private ManagedScheduledExecutorService watchdog;

    @Produces
    @Singleton
    TlsReports tlsReports(Settings settings, Clock clock) throws IOException {
        return TlsReports.open(settings.home().resolve("tls-reports"), clock);
    }

    @Produces
    @Singleton
    ReportPost reportPost() throws NoSuchAlgorithmException {
        return new ReportPost(calls());
    }

    @Produces
    @Singleton
    MxPolicies mxPolicies(Settings settings, NameServers names, TlsReports reports, Clock clock)
            throws IOException, NoSuchAlgorithmException {
        Consumer<TlsResult> told = settings.mx().reportContact().isEmpty() ? result -> {} : reports;
        if (!settings.mx().sts()) {
            return new MxPolicies(MxPolicies.NO_STS, told);
        }
        StsPolicies sts = new StsPolicies(
                names::textAnswer,
                new HttpsStsFetch(calls()),
                StsCache.open(settings.home().resolve("mta-sts")),
                background,
                clock);
        return new MxPolicies(sts::of, told);
    }

    private HttpsCalls calls() throws NoSuchAlgorithmException {
        return new HttpsCalls(SSLContext.getDefault(), HTTPS_PATIENCE, watchdog);
    }
}
