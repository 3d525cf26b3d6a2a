package org.waybill.micro;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.waybill.check.BlackBoxCheck;
import org.waybill.check.FreePorts;
import org.waybill.check.Trees;

/**
 * {@code java -jar waybill.jar} as a child process with a home directory of its own. It can be stopped, killed and
 * started again on the same home; closing it leaves no process and no file behind.
 */
public final class WaybillProcess implements AutoCloseable {

    /** The password of the console's user {@code admin}. */
    public static final String ADMIN_PASSWORD = "admin-of-the-tests";

    /** The password of the console's user {@code viewer}. */
    public static final String VIEWER_PASSWORD = "viewer-of-the-tests";

    static final Path JAR = Path.of(System.getProperty("waybill.jar", "target/waybill.jar"));
    private static final long START_SECONDS = 150;
    private static final long STOP_SECONDS = 60;
    private static final int LOG_TAIL = 60;

    /** Local mail for two users, and nothing that leaves the machine. */
    private static final String LOCAL_MAIL =
            """
            listen on 127.0.0.1 port {smtp-port}
            table users { "postmaster", "demo" }
            action "local" maildir "mail/%{user.username}" userbase <users>
            match from any for local action "local"
            """;

    private final Path home;
    private final int httpPort = FreePorts.one();
    private final int smtpPort = FreePorts.one();
    private final Map<String, String> settings = new HashMap<>();
    private Process process;
    private CompletableFuture<String> block;

    private WaybillProcess(String configuration, Map<String, String> additionalSettings) throws IOException {
        home = Files.createTempDirectory("waybill-it");
        Files.writeString(home.resolve("waybill.conf"), configuration.replace("{smtp-port}", String.valueOf(smtpPort)));
        settings.put("WAYBILL_HOME", home.toString());
        settings.put("WAYBILL_HTTP_PORT", String.valueOf(httpPort));
        settings.put("WAYBILL_ADMIN_PASSWORD", ADMIN_PASSWORD);
        settings.put("WAYBILL_VIEWER_PASSWORD", VIEWER_PASSWORD);
        settings.putAll(additionalSettings);
        process = launch();
        block = firstBlock(process);
    }

    /** Starts with local mail only. */
    public static WaybillProcess start() throws IOException {
        return ready(new WaybillProcess(LOCAL_MAIL, Map.of()));
    }

    /** Starts with this configuration text, in which <code>{smtp-port}</code> stands for {@link #smtpPort}. */
    public static WaybillProcess start(String configuration) throws IOException {
        return ready(new WaybillProcess(configuration, Map.of()));
    }

    /** Launches with these further settings and does not wait: for starts that must fail. */
    public static WaybillProcess launch(Map<String, String> settings) throws IOException {
        return new WaybillProcess(LOCAL_MAIL, settings);
    }

    public Path home() {
        return home;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    public BlackBoxCheck check() {
        return new BlackBoxCheck(http(), smtpPort, home);
    }

    /** What the terminal shows once the server is ready. */
    public String awaitReport() throws IOException {
        try {
            return block.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("Waybill did not start; standard error: " + errors() + "\n" + logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What stands on standard error so far. */
    public String errors() throws IOException {
        return Files.readString(errorFile());
    }

    /** Asks it to stop, as service managers do, and answers its exit code. */
    public int terminate() throws IOException {
        process.destroy();
        return awaitExit();
    }

    /** Ends it without any chance to tidy up, like a loss of power. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitExit();
    }

    public int awaitExit() throws IOException {
        try {
            if (!process.waitFor(process.isAlive() ? START_SECONDS : STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Waybill does not end\n" + logTail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts it again on the same home and the same ports; stops it before, if it still runs. */
    public void restart() throws IOException {
        if (process.isAlive()) {
            terminate();
        }
        process = launch();
        block = firstBlock(process);
        awaitReport();
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            kill();
        }
        Trees.delete(home);
        Files.deleteIfExists(errorFile());
    }

    private static WaybillProcess ready(WaybillProcess started) throws IOException {
        try {
            started.awaitReport();
            return started;
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    private Process launch() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java, "-Xmx512m", "-jar", JAR.toAbsolutePath().toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
        builder.environment().putAll(settings);
        builder.redirectError(errorFile().toFile());
        return builder.start();
    }

    private Path errorFile() {
        return home.resolveSibling(home.getFileName() + ".err");
    }

    /** Reads on until the process ends, so that it never waits for a full pipe. */
    private static CompletableFuture<String> firstBlock(Process process) {
        CompletableFuture<String> block = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, block), "waybill output");
        reader.setDaemon(true);
        reader.start();
        return block;
    }

    private static void read(Process process, CompletableFuture<String> block) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.isEmpty()) {
                    block.complete(String.join("\n", lines));
                }
                lines.add(line);
            }
            block.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            block.completeExceptionally(e);
        }
    }

    private String logTail() throws IOException {
        Path log = home.resolve("logs/waybill.log");
        if (!Files.exists(log)) {
            return "(no log)";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }
}
