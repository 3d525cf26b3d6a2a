package org.waybill.micro.clients;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that is a program of its own.
 *
 * @param name a file in {@code src/test/clients}
 */
record Script(String name) implements Sender {

    private static final Path SCRIPTS = Path.of("src/test/clients");
    private static final Path NOTHING = Path.of("/dev/null");
    private static final long SECONDS = 90;
    private static final int TAIL = 4_000;

    @Override
    public void send(Submission submission) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(SCRIPTS.resolve(name).toAbsolutePath().toString()));
        command.addAll(submission.arguments());
        Path output = submission.file().resolveSibling("output");
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(NOTHING.toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no end after " + SECONDS + " s:\n" + tail(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ":\n" + tail(output));
        }
    }

    private static String tail(Path output) throws IOException {
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return said.substring(Math.max(0, said.length() - TAIL));
    }
}
