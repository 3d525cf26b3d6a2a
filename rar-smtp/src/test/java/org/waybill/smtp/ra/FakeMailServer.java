package org.waybill.smtp.ra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;

/** Opens listeners on paper only. */
final class FakeMailServer implements MailServer {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Set<Integer> portsInUse = new HashSet<>();

    @Override
    public ListenerReport apply(ListenerPlan plan) {
        calls.add(plan.listeners().stream()
                .map(listener -> String.valueOf(listener.address().getPort()))
                .collect(Collectors.joining(" ", "apply ", "")));
        return new ListenerReport(
                plan.revision(), plan.listeners().stream().map(this::open).toList());
    }

    private ListenerReport.Entry open(ListenerSpec listener) {
        boolean taken = portsInUse.contains(listener.address().getPort());
        return new ListenerReport.Entry(listener, listener.address(), taken ? "in use" : "");
    }

    @Override
    public void drain(Duration grace) {
        calls.add("drain " + grace);
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
