package org.waybill.ear;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.waybill.check.FreePorts;
import org.waybill.check.Trees;

/** A Payara Server with a fresh domain on ports of its own, which goes when it is closed. */
final class PayaraServer implements AutoCloseable {

    private static final Path SERVER = Path.of(System.getProperty("waybill.it.server", "target/server/payara6"));
    private static final long COMMAND_MINUTES = 5;
    private static final String DOMAIN = "waybill";

    /** Places in a domain's range of ports, by the documentation of {@code create-domain --portbase}. */
    private static final int ADMIN = 48;

    private static final int HTTP = 80;

    private final int base = portBase();
    private final Path domains;

    private PayaraServer(Path domains) {
        this.domains = domains;
    }

    /** Starts with these system properties. */
    static PayaraServer start(List<String> properties) throws IOException {
        PayaraServer server = new PayaraServer(Files.createTempDirectory("waybill-domains"));
        try {
            server.asadmin(
                    "--user",
                    "admin",
                    "create-domain",
                    "--nopassword",
                    "--portbase",
                    String.valueOf(server.base),
                    "--domaindir",
                    server.domains.toString(),
                    DOMAIN);
            server.local("start-domain");
            for (String property : properties) {
                server.remote("create-jvm-options", "-D" + property.replace(":", "\\:"));
            }
            server.local("restart-domain");
            return server;
        } catch (AssertionError | IOException e) {
            server.close();
            throw e;
        }
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + (base + HTTP) + "/");
    }

    void deploy(Path archive) throws IOException {
        remote("deploy", "--name", "waybill", archive.toAbsolutePath().toString());
    }

    @Override
    public void close() throws IOException {
        try {
            local("stop-domain", "--kill", "true");
        } finally {
            Trees.delete(domains);
        }
    }

    private void local(String command, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(command, "--domaindir", domains.toString()));
        line.addAll(List.of(options));
        line.add(DOMAIN);
        asadmin(line.toArray(String[]::new));
    }

    private void remote(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of("--port", String.valueOf(base + ADMIN)));
        line.addAll(List.of(command));
        asadmin(line.toArray(String[]::new));
    }

    private void asadmin(String... command) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("sh", SERVER.resolve("bin/asadmin").toAbsolutePath().toString()));
        line.addAll(List.of(command));
        Path output = Files.createTempFile("asadmin", ".txt");
        try {
            // a file and no pipe: the domain inherits the output and keeps it open
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            awaitExit(process, String.join(" ", command));
            if (process.exitValue() != 0) {
                throw new AssertionError("asadmin " + String.join(" ", command) + ": " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static void awaitExit(Process process, String command) {
        try {
            if (!process.waitFor(COMMAND_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("asadmin does not end: " + command);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A hundred ports below the ephemeral ones, where a freshly picked one is free. */
    private static int portBase() {
        return 20_000 + FreePorts.one() % 80 * 100;
    }
}
