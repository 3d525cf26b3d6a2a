package org.waybill.queue.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Postfix's {@code smtp-sink}, told what to do wrong by its switches. */
final class SinkPeer implements AutoCloseable {

    private final int port = Peers.freePort();
    private final Path directory;
    private final Process process;

    /** @param directory empty and readable by others, for the mails */
    private SinkPeer(Path directory, List<String> switches) throws IOException {
        this.directory = directory;
        List<String> command = new ArrayList<>(List.of("smtp-sink"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("-d", "mail."));
        command.addAll(switches);
        command.addAll(List.of("127.0.0.1:" + port, "50"));
        this.process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static SinkPeer start(Path directory, List<String> switches) throws IOException {
        Peers.require("smtp-sink");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        SinkPeer peer = new SinkPeer(directory, switches);
        Peers.await("smtp-sink " + switches + " listens", () -> !peer.process.isAlive() || Peers.listens(peer.port));
        if (!peer.process.isAlive()) {
            throw new AssertionError("smtp-sink has no switches " + switches);
        }
        return peer;
    }

    String url(String schema) {
        return schema + "://127.0.0.1:" + port;
    }

    /** The mails it took, as it wrote them down: with LF, and behind a head of its own. */
    List<String> mails() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Peers::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
