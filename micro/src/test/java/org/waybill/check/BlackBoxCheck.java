package org.waybill.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One mail from a socket to the mailbox, and the health page: seen from outside, so that it holds for any server.
 *
 * @param http where the web application answers, with a slash at its end
 * @param smtpPort where mail is accepted
 * @param home the directory {@code WAYBILL_HOME}
 */
public record BlackBoxCheck(URI http, int smtpPort, Path home) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Throws an {@link AssertionError} that says which step failed. */
    public void run() throws IOException, InterruptedException {
        answersHealth();
        deliversAMail();
    }

    public void answersHealth() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(http.resolve("api/health"))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    public void deliversAMail() throws IOException, InterruptedException {
        String mail = mail(UUID.randomUUID().toString());
        // the directory exists before the mail is sent, so that its arrival cannot be missed
        Path mailbox = Files.createDirectories(home.resolve("mail/demo/new"));
        try (WatchService arrivals = FileSystems.getDefault().newWatchService()) {
            mailbox.register(arrivals, StandardWatchEventKinds.ENTRY_CREATE);
            send(mail);
            awaitMail(mailbox, arrivals, mail.replace("\r\n", "\n"));
        }
    }

    /**
     * A complete mail, with what a server may be tempted to change: octets beyond ASCII, dots at the beginning of lines,
     * blanks at the end.
     */
    private static String mail(String mark) {
        StringBuilder octets = new StringBuilder();
        for (char octet = 0x80; octet <= 0xff; octet++) {
            octets.append(octet);
        }
        return "From: sender@example.org\r\nTo: demo@localhost\r\nSubject: " + mark
                + "\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <" + mark + "@example.org>\r\n\r\n"
                + ".\r\n..two dots\r\n" + octets + "\r\nblanks  \t\r\n\r\n";
    }

    private void send(String mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), smtpPort)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            OutputStream out = socket.getOutputStream();
            expect("220", in);
            say("EHLO client.example.org", out);
            expect("250", in);
            say("MAIL FROM:<sender@example.org>", out);
            expect("250", in);
            say("RCPT TO:<demo@localhost>", out);
            expect("250", in);
            say("DATA", out);
            expect("354", in);
            out.write(mail.replaceAll("(?m)^\\.", "..").getBytes(ISO_8859_1));
            say(".", out);
            expect("250", in);
            say("QUIT", out);
            expect("221", in);
        }
    }

    private static void say(String text, OutputStream out) throws IOException {
        out.write((text + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    private static void expect(String code, BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code + " ")) {
            throw new AssertionError("expected " + code + " but the server said: " + line);
        }
    }

    private static void awaitMail(Path mailbox, WatchService arrivals, String mail)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!contains(mailbox, mail)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the mail was accepted, but is not in " + mailbox + " octet for octet");
            }
            // not every file system tells, so it is looked at once a second anyway
            var key = arrivals.poll(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        }
    }

    /** Behind what the server puts before it, a file is the mail with the line ends of this system. */
    private static boolean contains(Path mailbox, String mail) throws IOException {
        try (Stream<Path> files = Files.list(mailbox)) {
            for (Path file : files.toList()) {
                if (Files.readString(file, ISO_8859_1).endsWith("\n" + mail)) {
                    return true;
                }
            }
        }
        return false;
    }
}
