package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.console.RoutesConsole.HostView;
import org.waybill.queue.console.RoutesConsole.RouteView;
import org.waybill.queue.console.RoutesConsole.SuspensionView;

/** The ways to other hosts, the hosts that do not answer, and what is suspended. */
@Named
@ViewScoped
public class RoutesView implements Serializable {

    private RoutesConsole console;
    private Operator operator;
    private Notices notices;

    private List<RouteView> routes = List.of();
    private List<HostView> hosts = List.of();
    private List<SuspensionView> suspensions = List.of();
    private String kind = "domain";
    private String value = "";
    private String reason = "";
    private String length = "";
    private String trouble = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected RoutesView() {}

    @Inject
    public RoutesView(RoutesConsole console, Operator operator, Notices notices) {
        this.console = console;
        this.operator = operator;
        this.notices = notices;
    }

    /** Comes before each rendering, so that a page is never older than its orders. */
    public void load() {
        routes = console.routes();
        hosts = console.hosts();
        suspensions = console.suspensions();
    }

    public void reset(String host) {
        if (console.resetHost(host, operator.author())) {
            notices.done("Host " + host + " is tried again.");
        }
    }

    /** Suspends what the form says. */
    public void suspend() {
        trouble = "";
        Optional<Duration> wanted = length.isBlank() ? Optional.of(Duration.ZERO) : Length.parse(length);
        if (wanted.isEmpty()) {
            trouble = "A length is written as 30m, 2h or 7d.";
            return;
        }
        try {
            console.suspend(kind, value.strip(), reason.strip(), wanted.get(), operator.author());
            notices.done("Mail of " + kind + " " + value.strip() + " is suspended.");
            value = "";
            reason = "";
            length = "";
        } catch (IllegalArgumentException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** Puts a route into the form. */
    public void choose(String route) {
        operator.author();
        kind = "route";
        value = route;
    }

    public void resume(long id) {
        int count = console.resume(id, operator.author());
        if (count >= 0) {
            notices.done("Resumed: " + Display.count(count, "envelope") + " due now.");
        }
    }

    /** Whether it lasts until somebody resumes it. */
    public boolean open(SuspensionView suspension) {
        return suspension.end().equals(RoutesConsole.OPEN);
    }

    public List<RouteView> getRoutes() {
        return routes;
    }

    public List<HostView> getHosts() {
        return hosts;
    }

    public List<SuspensionView> getSuspensions() {
        return suspensions;
    }

    /** What is wrong with the form; empty if nothing is. */
    public String getTrouble() {
        return trouble;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getLength() {
        return length;
    }

    public void setLength(String length) {
        this.length = length;
    }
}
