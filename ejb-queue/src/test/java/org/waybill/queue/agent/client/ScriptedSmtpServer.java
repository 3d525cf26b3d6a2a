package org.waybill.queue.agent.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server on a loopback socket that answers what it is told to. A reply of {@code close} hangs up, {@code garbage}
 * starts a handshake with what is not TLS, {@code endless} never ends its reply, {@code dribble} sends it one octet at a time, {@code silent} says nothing, {@code deaf}
 * sends 354 and reads nothing; a reply that is
 * {@code 421} hangs up as well. A command with {@code  inside TLS} behind it goes before the command alone. Where several
 * replies are given, they come in order, and the last one for ever.
 */
public final class ScriptedSmtpServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, List<String>> replies = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::serve, "scripted-smtp-server");
    private final SSLContext tls;
    private final boolean tlsAtOnce;
    private volatile boolean clientCertificate;
    private volatile Supplier<Verifier> verifiers = () -> line -> "500 5.5.1 What?";
    private final CountDownLatch closing = new CountDownLatch(1);
    private String told = "";
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** The other side of a sign-in: the reply to each line, the first one being the AUTH. */
    public interface Verifier {
        String reply(String line);
    }

    /** Every command of every connection; {@code TLS} where a handshake succeeded, {@code CONNECT} first. */
    public final List<String> commands = new CopyOnWriteArrayList<>();

    /** Every content between DATA and the dot, as it came over the wire, with the dots that the client doubled. */
    public final List<byte[]> contents = new CopyOnWriteArrayList<>();

    /** The addresses of the clients. */
    public final List<String> clients = new CopyOnWriteArrayList<>();

    private ScriptedSmtpServer(SSLContext tls, boolean tlsAtOnce) throws IOException {
        this.tls = tls;
        this.tlsAtOnce = tlsAtOnce;
        reply("CONNECT", "220 sink.test ESMTP");
        reply("EHLO", "250-sink.test\n250-8BITMIME\n250-SIZE 1000000\n250 ENHANCEDSTATUSCODES");
        reply("HELO", "250 sink.test");
        reply("LHLO", "250 sink.test");
        reply("STARTTLS", "220 2.0.0 Ready");
        reply("MAIL", "250 2.1.0 Ok");
        reply("RCPT", "250 2.1.5 Ok");
        reply("DATA", "354 Go ahead");
        reply(".", "250 2.0.0 Queued as 1");
        reply("BDAT", "250 2.0.0 Queued as 1");
        reply("RSET", "250 2.0.0 Ok");
        reply("QUIT", "221 2.0.0 Bye");
    }

    public static ScriptedSmtpServer plain() throws Exception {
        return started(new ScriptedSmtpServer(SSLContext.getDefault(), false));
    }

    /** Offers STARTTLS. */
    public static ScriptedSmtpServer withStartTls(SSLContext tls) throws IOException {
        ScriptedSmtpServer server = new ScriptedSmtpServer(tls, false);
        server.reply("EHLO", "250-sink.test\n250-8BITMIME\n250 STARTTLS");
        return started(server);
    }

    /** TLS from the first octet. */
    public static ScriptedSmtpServer withSmtps(SSLContext tls) throws IOException {
        return started(new ScriptedSmtpServer(tls, true));
    }

    private static ScriptedSmtpServer started(ScriptedSmtpServer server) {
        server.thread.start();
        return server;
    }

    /** Answers a command; {@code RCPT TO:<a@b>} goes before {@code RCPT}. Lines are separated by LF. */
    public ScriptedSmtpServer reply(String command, String... inOrder) {
        replies.put(command, new CopyOnWriteArrayList<>(inOrder));
        return this;
    }

    /** Wants to see a certificate of the client's. */
    public ScriptedSmtpServer wantingCertificate() {
        clientCertificate = true;
        return this;
    }

    /** Who answers to AUTH, one for each sign-in. */
    public ScriptedSmtpServer verifying(Supplier<Verifier> with) {
        verifiers = with;
        return this;
    }

    /** How often a command was heard. */
    public long heard(String command) {
        return commands.stream().filter(each -> each.startsWith(command)).count();
    }

    /** What stands in the answer to EHLO, before TLS and inside it. */
    public ScriptedSmtpServer offering(String... extensions) {
        StringBuilder answer = new StringBuilder("250-sink.test\n");
        for (String extension : extensions) {
            answer.append("250-").append(extension).append('\n');
        }
        reply("LHLO", answer + "250 ENHANCEDSTATUSCODES");
        return reply("EHLO", answer + "250 ENHANCEDSTATUSCODES");
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String content() {
        return new String(contents.get(contents.size() - 1), StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                open.add(socket);
                clients.add(socket.getInetAddress().getHostAddress());
                talk(tlsAtOnce ? secured(socket) : socket);
            } catch (IOException brokenOrClosed) {
                // the client's side of the story is what counts
            }
        }
    }

    private Socket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(clientCertificate);
        secured.startHandshake();
        commands.add("TLS");
        return secured;
    }

    private void talk(Socket socket) throws IOException {
        converse(socket, "CONNECT", "");
    }

    private void converse(Socket socket, String first, String where) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        String command = first.isEmpty() ? heard(in) : first;
        while (answer(replies.containsKey(command + where) ? command + where : command, out)) {
            if (command.equals("QUIT")) {
                return;
            }
            if (command.equals("STARTTLS") && told.startsWith("220")) {
                startTls(socket, out);
                return;
            }
            if (command.equals("DATA") && told.startsWith("354")) {
                content(in);
                command = ".";
            } else {
                command = heard(in);
            }
            if (command.startsWith("BDAT ")) {
                contents.add(in.readNBytes(Integer.parseInt(command.split(" ")[1])));
            } else if (command.startsWith("AUTH ")) {
                command = signIn(command, in, out);
            }
        }
    }

    private String heard(InputStream in) throws IOException {
        String command = line(in);
        commands.add(command);
        return command;
    }

    /** @return the command that comes after it */
    private String signIn(String auth, InputStream in, OutputStream out) throws IOException {
        Verifier verifier = verifiers.get();
        String reply = verifier.reply(auth);
        while (reply.startsWith("334")) {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            reply = verifier.reply(line(in));
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return heard(in);
    }

    private void startTls(Socket socket, OutputStream out) throws IOException {
        if (replies.containsKey("HANDSHAKE")) {
            out.write("this is not TLS, it only takes a while\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } else {
            // after STARTTLS there is no greeting
            converse(secured(socket), "", " inside TLS");
        }
    }

    private boolean answer(String command, OutputStream out) throws IOException {
        if (command.equals("CONNECT")) {
            commands.add(command);
        }
        String reply = replyTo(command);
        told = reply;
        if (reply.equals("close")) {
            return false;
        }
        if (reply.equals("deaf")) {
            out.write("354 Go ahead\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            awaitClosing();
        }
        if (reply.equals("silent")) {
            return true;
        }
        if (reply.equals("dribble")) {
            while (true) {
                out.write('2');
                out.flush();
                LockSupport.parkNanos(1_000_000);
            }
        }
        if (reply.equals("endless")) {
            byte[] line = ("250-" + "x".repeat(4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(line);
            }
        }
        out.write((reply.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return !reply.startsWith("421");
    }

    private void awaitClosing() throws IOException {
        try {
            closing.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String replyTo(String command) {
        String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        List<String> inOrder = replies.getOrDefault(command, replies.getOrDefault(verb, List.of("500 5.5.1 What?")));
        return inOrder.size() > 1 ? inOrder.remove(0) : inOrder.get(0);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new SocketException("the client hung up");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private void content(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String tail = "\r\n";
        while (!tail.equals("\r\n.\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new SocketException("the client hung up");
            }
            content.write(octet);
            tail = (tail + (char) octet).substring(tail.length() < 5 ? 0 : 1);
        }
        byte[] all = content.toByteArray();
        contents.add(java.util.Arrays.copyOf(all, all.length - 3));
    }

    @Override
    public void close() {
        try {
            closing.countDown();
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
            thread.join();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
