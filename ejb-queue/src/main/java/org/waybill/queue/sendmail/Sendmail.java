package org.waybill.queue.sendmail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;

/**
 * The command that programs of this machine send their mail with, as they know it from other mail servers. The mail goes
 * to the running server through its socket; without one it is kept in {@code offline/}, and taken in at the next start.
 */
public final class Sendmail {

    /** Its name among the commands of the executable file. */
    public static final String COMMAND = "sendmail";

    private static final int MAX_REPLY = 64 * 1024;

    private final Places places;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Sendmail(Places places, InputStream in, PrintStream out, PrintStream err) {
        this.places = places;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs alone, with a class path. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /**
     * Sends what stands on the standard input.
     *
     * @param arguments options and recipients
     * @return the exit status
     */
    public static int run(List<String> arguments) {
        try {
            Places places = new Places(Settings.homeOfProcess());
            return new Sendmail(places, System.in, System.out, System.err).send(arguments);
        } catch (SettingsException e) {
            System.err.println(COMMAND + ": " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    int send(List<String> arguments) {
        try {
            Options options = Options.parse(arguments, System.getProperty("user.name", ""));
            Path mail = Files.createTempFile("waybill-", Places.UNFINISHED);
            try {
                read(mail, options.dots());
                return send(options, mail);
            } finally {
                Files.deleteIfExists(mail);
            }
        } catch (UsageException e) {
            err.println(COMMAND + ": " + e.getMessage());
            return ExitStatus.USAGE;
        } catch (IOException e) {
            err.println(COMMAND + ": " + e);
            return ExitStatus.LATER;
        }
    }

    private void read(Path mail, boolean dots) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(mail))) {
            if (dots) {
                in.transferTo(file);
            } else {
                DottedInput.copy(new BufferedInputStream(in), file);
            }
        }
    }

    private int send(Options options, Path mail) throws IOException {
        try (SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                server.connect(UnixDomainSocketAddress.of(places.socket()));
            } catch (IOException nobodyThere) {
                OfflineMail.keep(places.offline(), options.form(), mail);
                return ExitStatus.OK;
            }
            return told(options, talk(server, options.form(), mail));
        }
    }

    private static List<String> talk(SocketChannel server, Form form, Path mail) throws IOException {
        write(server, form, mail);
        try (InputStream from = Channels.newInputStream(server)) {
            return new String(from.readNBytes(MAX_REPLY), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static void write(SocketChannel server, Form form, Path mail) {
        // not closed: that would close the socket, whose answer is still to come
        OutputStream to = new BufferedOutputStream(Channels.newOutputStream(server));
        try {
            form.write(to, Files.size(mail));
            Files.copy(mail, to);
            to.flush();
        } catch (IOException hungUp) {
            // the server has answered before it heard all; what it said counts, and nothing said is no yes
        }
    }

    private int told(Options options, List<String> replies) {
        int status = replies.isEmpty() ? ExitStatus.LATER : ExitStatus.of(replies.get(0));
        if (replies.isEmpty()) {
            err.println(COMMAND + ": the server hung up");
        }
        if (status != ExitStatus.OK) {
            replies.forEach(reply -> err.println(COMMAND + ": " + reply));
        } else if (options.verbose()) {
            replies.forEach(out::println);
        }
        return status;
    }
}
