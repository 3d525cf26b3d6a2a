package org.waybill.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.ListenerView;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.Summary;

/** The dashboard, as it was when the page was asked for. */
@Named
@RequestScoped
public class DashboardView {

    private QueueConsole queue;
    private ConfigurationConsole configuration;

    private Summary summary = new Summary(0, 0, 0, 0, 0, 0, 0, List.of());
    private List<ListenerView> listeners = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected DashboardView() {}

    @Inject
    public DashboardView(QueueConsole queue, ConfigurationConsole configuration) {
        this.queue = queue;
        this.configuration = configuration;
    }

    @PostConstruct
    void load() {
        summary = queue.summary();
        listeners = configuration.listeners();
    }

    public Summary getSummary() {
        return summary;
    }

    public List<ListenerView> getListeners() {
        return listeners;
    }

    public RevisionSummary getActive() {
        return configuration.active().summary();
    }
}
