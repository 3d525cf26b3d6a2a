package org.waybill.queue.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.waybill.queue.core.envelope.Envelope;

/** Compares what came of a phase with what should: deliveries, queue, contents. */
final class Expectations {

    private static final String REGEX = "re:";

    private final LabNetwork network;
    private final LabServer server;
    private final LabFiles files;
    private final List<String> failures;

    Expectations(LabNetwork network, LabServer server, LabFiles files, List<String> failures) {
        this.network = network;
        this.server = server;
        this.files = files;
        this.failures = failures;
    }

    /** @param output of the orders */
    void compare(LabCase.Expected expected, String output) throws java.io.IOException {
        compareDeliveries(expected.deliveries(), observed());
        expected.contains().forEach((where, what) -> {
            String text = where(where, output);
            what.stream()
                    .filter(one -> !found(mine(one), text))
                    .forEach(one -> failures.add(where + " does not contain '" + one + "': " + text));
        });
        for (Sink.Arrival arrival : network.arrivals()) {
            compareOne("greeting", expected.helo(), arrival.greeting());
            compareOne("peer", expected.peer(), LabNetwork.caller(arrival.peer()));
        }
        String commands = String.join(
                "\n",
                network.arrivals().stream().flatMap(a -> a.commands().stream()).toList());
        expected.commands().stream()
                .filter(one -> !found(one, commands))
                .forEach(one -> failures.add("no remote server heard '" + one + "': " + commands));
    }

    private void compareOne(String what, String expected, String actual) {
        if (!expected.isEmpty() && !expected.equals(actual)) {
            failures.add(what + ": expected " + expected + ", was " + actual);
        }
    }

    private List<String> observed() throws java.io.IOException {
        List<String> observed = new ArrayList<>(files.deliveries());
        network.arrivals().forEach(arrival -> observed.add(arrival.line()));
        for (Envelope envelope : server.envelopes()) {
            observed.add("queued " + server.kind(envelope) + " " + envelope.action() + " " + envelope.destination());
        }
        return observed;
    }

    private void compareDeliveries(List<String> expected, List<String> observed) {
        List<String> rest = new ArrayList<>(observed);
        List<String> missing = new ArrayList<>();
        for (String wanted : expected) {
            Optional<String> hit =
                    rest.stream().filter(line -> isAll(wanted, line)).findFirst();
            hit.ifPresentOrElse(rest::remove, () -> missing.add(wanted));
        }
        missing.forEach(line -> failures.add("missing: " + line));
        rest.forEach(line -> failures.add("not expected: " + line));
    }

    private static boolean isAll(String wanted, String line) {
        return wanted.startsWith(REGEX) ? line.matches(wanted.substring(REGEX.length())) : line.equals(wanted);
    }

    private static boolean found(String wanted, String text) {
        return wanted.startsWith(REGEX)
                ? Pattern.compile(wanted.substring(REGEX.length()), Pattern.MULTILINE)
                        .matcher(text)
                        .find()
                : text.contains(wanted);
    }

    private static String mine(String text) {
        return text.replace("@DAEMON@", System.getProperty("user.name"));
    }

    private String where(String name, String output) {
        return switch (name) {
            case "queue" -> String.join("\n", server.queueLines());
            case "log" -> String.join("\n", server.log());
            case "ctl" -> output;
            case "sink" ->
                String.join(
                        "\n",
                        network.arrivals().stream().map(Sink.Arrival::content).toList());
            default -> files.text(name);
        };
    }
}
