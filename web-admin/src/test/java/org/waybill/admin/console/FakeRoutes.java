package org.waybill.admin.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.console.RoutesConsole;

/** One route, one host, and what is suspended. */
final class FakeRoutes implements RoutesConsole {

    final List<String> orders = new ArrayList<>();
    private final List<SuspensionView> suspensions = new ArrayList<>();

    @Override
    public List<RouteView> routes() {
        return List.of(new RouteView("out example.org", "out", 1, 4, 2, 3, "open", Instant.EPOCH, ""));
    }

    @Override
    public List<HostView> hosts() {
        return List.of(new HostView("mx.example.org:25", 1, Instant.EPOCH, false, "451 4.4.1 No"));
    }

    @Override
    public boolean resetHost(String host, String author) {
        return orders.add("reset " + host + " " + author);
    }

    @Override
    public List<SuspensionView> suspensions() {
        return List.copyOf(suspensions);
    }

    @Override
    public SuspensionView suspend(String kind, String value, String reason, Duration length, String author) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a suspension says what is suspended");
        }
        Instant end = length.isZero() ? OPEN : Instant.EPOCH.plus(length);
        SuspensionView view =
                new SuspensionView(suspensions.size() + 1, kind, value, reason, author, Instant.EPOCH, end);
        suspensions.add(view);
        return view;
    }

    @Override
    public int resume(long id, String author) {
        orders.add("resume " + id + " " + author);
        return suspensions.removeIf(one -> one.id() == id) ? 7 : -1;
    }
}
