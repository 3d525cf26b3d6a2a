package org.waybill.queue.ejb;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.mx.ReportPost;
import org.waybill.queue.agent.mx.TlsReportSender;
import org.waybill.queue.agent.mx.TlsReports;
import org.waybill.queue.core.mx.TlsReport;
import org.waybill.queue.settings.MxSettings;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.submit.MailSubmission;

/** Gives TLS reports their regular turns, if the operator wants them. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TlsReportBean {

    @Inject
    private Startup startup;

    @Inject
    private Settings settings;

    @Inject
    private TlsReports reports;

    @Inject
    private NameServers names;

    @Inject
    private ReportPost web;

    @Inject
    private Clock clock;

    @EJB
    private MailSubmission submission;

    private final AtomicBoolean sending = new AtomicBoolean();

    /** It knows what is to be tried again when, so there is one for all turns. */
    private @Nullable TlsReportSender sender;

    @PostConstruct
    void start() {
        MxSettings mx = settings.mx();
        if (!mx.reportContact().isEmpty()) {
            String organization = mx.reportOrganization().isEmpty() ? settings.hostname() : mx.reportOrganization();
            sender = new TlsReportSender(
                    reports,
                    names::textAnswer,
                    new ReportOutbox(submission, web),
                    new TlsReport.Reporter(settings.hostname(), organization, mx.reportContact()),
                    clock);
        }
    }

    @Schedule(hour = "*", minute = "*", second = "50", persistent = false)
    void save() {
        reports.save();
    }

    @Schedule(hour = "*", minute = "*/5", second = "55", persistent = false)
    void send() {
        if (sender == null || !startup.finished() || !sending.compareAndSet(false, true)) {
            return;
        }
        try {
            sender.turn();
        } finally {
            sending.set(false);
        }
    }

    @PreDestroy
    void stop() {
        reports.save();
    }
}
