package org.waybill.queue.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries out those orders of an administrator that need nothing but time and the queue. */
final class LabControl {

    private final LabServer server;
    private final LabClock clock;
    private final Set<String> paused = new HashSet<>();
    private final List<String> output = new ArrayList<>();

    LabControl(LabServer server, LabClock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** @throws UnsupportedOperationException for an order that is not known */
    void order(String order) {
        if (order.startsWith("SLEEP ")) {
            sleep(Double.parseDouble(order.substring("SLEEP ".length())));
        } else if (order.startsWith("sleep ")) {
            sleep(Double.parseDouble(order.substring("sleep ".length())));
        } else if (order.startsWith("smtpctl pause m")) {
            paused.add(order);
        } else if (order.equals("smtpctl show queue")) {
            sleep(1); // no administrator is faster than that
            output.addAll(server.queueLines());
        } else if (order.equals("smtpctl schedule all")) {
            server.scheduleAll();
            deliver();
        } else {
            throw new UnsupportedOperationException(order);
        }
    }

    private void sleep(double seconds) {
        clock.pass(Duration.ofMillis((long) (seconds * 1000)));
        deliver();
    }

    /** Delivers what is due, unless deliveries are paused. */
    void deliver() {
        if (paused.isEmpty()) {
            server.deliver();
        }
    }

    String output() {
        return String.join("\n", output);
    }
}
