package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.InlineTable.Entry;

/** Programs of the machine that are relayed to, or asked for names. With {@code -Dpeers=required} a missing one is a failure, else a skip. */
final class Peers {

    /** Of the user {@code relay}. */
    static final String PASSWORD = "secret of the tests";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/sbin"), Path.of("/usr/local/bin"));

    private Peers() {}

    static void require(String... programs) {
        Arrays.stream(programs)
                .filter(program -> PLACES.stream().noneMatch(place -> Files.isExecutable(place.resolve(program))))
                .findFirst()
                .ifPresent(program -> missing("this machine has no " + program));
    }

    /** @param peer that only root can start */
    static void requireRoot(String peer) {
        if (!System.getProperty("user.name").equals("root")) {
            missing("only root can start " + peer);
        }
    }

    /**
     * Namespaces of its own for mounts, processes and the host's name. Root of a container may not have them, and no package
     * helps against that: a skip in any case.
     */
    static void requireNamespaces() throws Exception {
        require("unshare");
        try {
            run("", "unshare", "--mount", "--pid", "--uts", "--fork", "--mount-proc", "true");
        } catch (AssertionError e) {
            abort("there are no namespaces here: " + e.getMessage());
        }
    }

    /**
     * Where the files of a package are that cannot be installed beside the others.
     *
     * @param program one of them
     */
    static Path requireUnpacked(String name, String program) {
        Path unpacked = Path.of("target", "peers", name).toAbsolutePath();
        if (!Files.isExecutable(unpacked.resolve(program))) {
            missing("src/test/peers has not put " + name + " into target/peers");
        }
        return unpacked;
    }

    private static void missing(String reason) {
        if (System.getProperty("peers", "").equals("required")) {
            throw new AssertionError(reason);
        }
        abort(reason);
    }

    /** With the right password under {@code good}, and a wrong one under {@code bad}. */
    static Action relay(String url) {
        InlineTable secrets = new InlineTable(
                "secrets", List.of(new Entry("good", "relay:" + PASSWORD), new Entry("bad", "relay:something else")));
        RelayOptions usual = RelayOptions.USUAL;
        return new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(RelayUrl.parse(url))), RelayTarget.Policy.FAILOVER),
                new RelayOptions(usual.sender(), usual.verify(), "", "", usual.tls(), usual.names(), null, secrets));
    }

    /** One that every user can enter. */
    static void openDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** One character for each octet. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** What a program says that ends by itself. */
    static String run(String input, String... command) throws Exception {
        Path output = Files.createTempFile("peer", ".out");
        try {
            // a file, since daemons keep the output of those who started them
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            int status = process.waitFor();
            String said = text(output);
            if (status != 0) {
                throw new AssertionError(List.of(command) + ": " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
