package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Programs of the machine that are relayed to, or asked for names. With {@code -Dpeers=required} a missing one is a failure, else a skip. */
final class Peers {

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

    static void requireRoot() {
        if (!System.getProperty("user.name").equals("root")) {
            missing("only root can start Postfix");
        }
    }

    private static void missing(String reason) {
        if (System.getProperty("peers", "").equals("required")) {
            throw new AssertionError(reason);
        }
        abort(reason);
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
            String said = Files.readString(output, StandardCharsets.ISO_8859_1);
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
