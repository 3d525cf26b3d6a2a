package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.waybill.queue.core.CurrentListeners;
import org.waybill.queue.core.Watermark;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.settings.Settings;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;

/** Turns the active configuration's listeners into the adapter's plan, and knows what became of it. */
@ApplicationScoped
public class Listening {

    /** Below this much free space mail is turned away with 452, long before database and spool run full. */
    static final long MINIMUM_FREE = 64L << 20;

    private static final Logger LOG = Logger.getLogger(Listening.class.getName());

    @Inject
    private Startup startup;

    @Inject
    private Settings settings;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private AdminAccountsBean accounts;

    @Inject
    private CurrentListeners listeners;

    @Inject
    private Watermark watermark;

    private volatile List<ListenerReport.Entry> entries = List.of();
    private volatile List<String> troubles = List.of();

    /** Nothing as long as the application has not started: the adapter asks again. */
    ListenerPlan plan() {
        if (!startup.finished()) {
            return plan(0, List.of(), SessionLimits.defaults());
        }
        Configuration configuration = active.get();
        CurrentListeners.Answer now = listeners.now(configuration.listeners());
        report(now.troubles());
        return plan(configuration.revision(), now.specs(), configuration.sessionLimits());
    }

    private void report(List<String> now) {
        now.stream().filter(trouble -> !troubles.contains(trouble)).forEach(LOG::severe);
        troubles = now;
    }

    private ListenerPlan plan(long revision, List<ListenerSpec> specs, SessionLimits limits) {
        return new ListenerPlan(
                revision,
                specs,
                limits,
                settings.home().resolve("spool").resolve("incoming"),
                MINIMUM_FREE,
                settings.mailIdNode(),
                watermark.accepting());
    }

    void report(ListenerReport report) {
        if (report.revision() == 0) {
            return;
        }
        entries = report.listeners();
        for (ListenerReport.Entry entry : report.listeners()) {
            if (!entry.open()) {
                LOG.log(Level.SEVERE, "cannot listen: {0}", line(entry));
            }
        }
        if (!startup.reported()) {
            reportStart(report);
        }
    }

    private void reportStart(ListenerReport report) {
        Optional<ListenerReport.Entry> closed =
                report.listeners().stream().filter(entry -> !entry.open()).findFirst();
        if (closed.isPresent()) {
            startup.fail("listen on " + line(closed.get()));
            return;
        }
        String listeners =
                report.listeners().stream().map(Listening::line).collect(Collectors.joining("\n               "));
        startup.report("Waybill is ready.\n"
                + "  listeners    " + listeners + "\n"
                + "  console      http://" + settings.httpAddress() + ":" + settings.httpPort() + "/\n"
                + "  data         " + settings.home() + "\n"
                + "  revision     " + report.revision() + "\n"
                + firstPassword());
    }

    private String firstPassword() {
        String password = accounts.takeFirstPassword();
        return password.isEmpty() ? "" : "  password     admin / " + password + " (shown this once)\n";
    }

    /** What the adapter last said of the listeners; empty before it has said anything. */
    List<ListenerReport.Entry> entries() {
        return entries;
    }

    static String line(ListenerReport.Entry entry) {
        ListenerSpec spec = entry.spec();
        return entry.bound().getAddress().getHostAddress() + ":" + entry.bound().getPort()
                + (spec.tls().mode() == TlsMode.NONE
                        ? ""
                        : " " + word(spec.tls().mode()))
                + (spec.tag().isEmpty() ? "" : " tag " + spec.tag())
                + (entry.open() ? "" : ": " + entry.failure());
    }

    static String word(TlsMode mode) {
        return switch (mode) {
            case NONE -> "none";
            case OFFERED -> "tls";
            case REQUIRED -> "tls-require";
            case IMPLICIT -> "smtps";
        };
    }
}
