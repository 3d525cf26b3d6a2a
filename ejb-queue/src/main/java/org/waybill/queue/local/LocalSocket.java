package org.waybill.queue.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.waybill.queue.sendmail.Form;
import org.waybill.smtp.SmtpReply;

/**
 * The socket that sendmail hands its mails to. Who may is a matter of its file mode, owner and group; who it is the system
 * says. One mail a connection, no more than a few at a time and none for longer than its time.
 */
public final class LocalSocket implements AutoCloseable {

    private static final int SESSIONS = 16;

    private static final Duration TIME = Duration.ofMinutes(10);

    private final ServerSocketChannel server;
    private final Path path;
    private final LocalIntake intake;
    private final Executor threads;
    private final ScheduledExecutorService watchdog;
    private final Consumer<Exception> troubles;
    private final Semaphore places = new Semaphore(SESSIONS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private LocalSocket(
            ServerSocketChannel server,
            Path path,
            LocalIntake intake,
            Executor threads,
            ScheduledExecutorService watchdog,
            Consumer<Exception> troubles) {
        this.server = server;
        this.path = path;
        this.intake = intake;
        this.threads = threads;
        this.watchdog = watchdog;
        this.troubles = troubles;
    }

    /**
     * Opens it, in the place of one that a killed server has left behind.
     *
     * @param threads one waits for clients, the others serve them
     * @param watchdog ends what takes too long
     * @param troubles hears of mails that could not be taken for a reason of ours
     */
    public static LocalSocket open(
            Path path,
            LocalIntake intake,
            Executor threads,
            ScheduledExecutorService watchdog,
            Consumer<Exception> troubles)
            throws IOException {
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
            LocalSocket socket = new LocalSocket(server, path, intake, threads, watchdog, troubles);
            threads.execute(socket::accept);
            return socket;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                // who comes now waits in the system's queue
                places.acquire();
                begin(server.accept());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                places.release();
                if (server.isOpen()) {
                    troubles.accept(e);
                }
            }
        }
    }

    private void begin(SocketChannel client) throws IOException {
        open.add(client);
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException e) {
            open.remove(client);
            client.close();
            throw new IOException("no thread for a mail from inside", e);
        }
    }

    private void serve(SocketChannel client) {
        ScheduledFuture<?> end = watchdog.schedule(() -> close(client), TIME.toSeconds(), TimeUnit.SECONDS);
        try (client) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(client));
            OutputStream out = Channels.newOutputStream(client);
            String text = String.join("\n", answer(client, in)) + "\n";
            out.write(text.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            // what nobody reads would take the answer with it
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException hungUp) {
            // the client keeps its mail: it has not been told anything else
        } finally {
            end.cancel(false);
            open.remove(client);
            places.release();
        }
    }

    private List<String> answer(SocketChannel client, InputStream in) throws IOException {
        String user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        try {
            Form.Read read = Form.read(in);
            return LocalReplies.lines(intake.take(read.form().withUser(user), in, read.size()));
        } catch (IllegalArgumentException e) {
            return List.of(
                    SmtpReply.of(501, "5.5.4", String.valueOf(e.getMessage())).toString());
        } catch (RuntimeException e) {
            troubles.accept(e);
            return List.of(SmtpReply.temporaryFailure().toString());
        }
    }

    private void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            troubles.accept(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        open.forEach(this::close);
    }
}
