package org.waybill.queue.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one case. */
final class CaseRun {

    /** The reference listens on the loopback interface where a text says nothing; Waybill wants it said. */
    private static final String LISTENER = "listen on 127.0.0.1 port 2525\n";

    /** From one phase to the next. */
    private static final Duration RESTART = Duration.ofSeconds(2);

    private final LabNetwork network;
    private final List<String> failures = new ArrayList<>();
    private final List<String> otherWords = new ArrayList<>();

    CaseRun(LabNetwork network) {
        this.network = network;
    }

    /**
     * What came of it.
     *
     * @param failures empty if it passes
     * @param otherWords replies with the right code and another text
     */
    record Result(List<String> failures, List<String> otherWords) {}

    /** @param directory an empty one */
    Result run(LabCase example, Path directory) throws IOException, GeneralSecurityException {
        network.begin(example.remotes());
        LabClock clock = new LabClock();
        LabFiles files = new LabFiles(network.keys(), directory);
        try (LabServer server = new LabServer(network, files, clock)) {
            if (example.checkOnly()) {
                check(example, server, files);
            } else {
                for (LabCase.Phase phase : example.phases()) {
                    run(phase, server, files, clock);
                    clock.pass(RESTART);
                }
                failures.addAll(server.broken());
            }
        }
        return new Result(failures, otherWords);
    }

    private void check(LabCase example, LabServer server, LabFiles files) throws IOException {
        LabCase.Phase phase = example.phases().get(0);
        files.prepare(phase);
        String text = phase.text();
        List<String> problems = server.check(text.startsWith("listen ") ? text : text + "\n" + LISTENER);
        int status = problems.isEmpty() ? 0 : 1;
        if (status != example.exitStatus()) {
            failures.add("expected exit status " + example.exitStatus() + ", problems: " + problems);
        } else {
            // a text that is refused for something else that it says shows nothing
            problems.stream()
                    .filter(problem -> problem.contains("not supported"))
                    .forEach(failures::add);
        }
        problems.forEach(otherWords::add);
    }

    private void run(LabCase.Phase phase, LabServer server, LabFiles files, LabClock clock)
            throws IOException, GeneralSecurityException {
        LabControl control = new LabControl(server, clock);
        try {
            files.prepare(phase);
            List<String> problems = server.start(phase.text());
            if (!problems.isEmpty()) {
                failures.addAll(problems);
                return;
            }
            phase.before().forEach(control::order);
            control.deliver();
            for (LabCase.Session session : phase.sessions()) {
                if (session.shell().contains("sendmail")) {
                    files.shell(session.shell());
                } else {
                    run(session, given(phase), server, control);
                }
                control.deliver();
            }
            phase.then().forEach(control::order);
            control.deliver();
            phase.last().forEach(control::order);
            server.rest();
        } catch (UnsupportedOperationException e) {
            failures.add("the laboratory cannot do this: " + e.getMessage());
        }
        new Expectations(network, server, files, failures).compare(phase.expected(), control.output());
    }

    private static String given(LabCase.Phase phase) {
        StringBuilder given = new StringBuilder(phase.text());
        phase.files().values().forEach(file -> given.append('\n').append(file.text()));
        return given.toString();
    }

    private void run(LabCase.Session session, String given, LabServer server, LabControl control)
            throws IOException, GeneralSecurityException {
        if (!session.shell().isEmpty()) {
            control.order(session.shell());
            return;
        }
        Optional<InetSocketAddress> socket = server.socket(session.to(), session.port());
        if (socket.isEmpty()) {
            failures.add("nothing listens on " + session.to() + " port " + session.port());
            return;
        }
        new Replies(given, failures, otherWords).compare(session.replies(), LabClient.hold(session, socket.get()));
    }
}
