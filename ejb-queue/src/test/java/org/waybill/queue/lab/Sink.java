package org.waybill.queue.lab;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A remote SMTP or LMTP server that takes everything, but for what its manners say. */
final class Sink implements AutoCloseable {

    /**
     * What a server does besides, or instead.
     *
     * @param extensions more lines in the answer to EHLO
     * @param authReply to AUTH, empty to accept
     * @param recipients replies by a part of the recipient's address
     * @param mail the reply to MAIL, empty to accept; likewise {@code data} to DATA and {@code end} to the content
     */
    record Manners(
            boolean startTls,
            boolean auth,
            String authReply,
            List<String> extensions,
            Map<String, String> recipients,
            String mail,
            String data,
            String end) {

        static final Manners PLAIN = new Manners(false, false, "", List.of(), Map.of(), "", "", "");

        static Manners of(JsonObject json) {
            Map<String, String> recipients = new LinkedHashMap<>();
            if (json.containsKey("rcpt")) {
                json.getJsonObject("rcpt")
                        .forEach((part, reply) -> recipients.put(part, ((JsonString) reply).getString()));
            }
            return new Manners(
                    json.getBoolean("starttls", false),
                    json.getBoolean("auth", false),
                    json.getString("authreply", ""),
                    json.containsKey("ext") ? json.getJsonArray("ext").getValuesAs(JsonString::getString) : List.of(),
                    recipients,
                    json.getString("mail", ""),
                    json.getString("data", ""),
                    json.getString("eom", ""));
        }
    }

    /**
     * A mail that arrived.
     *
     * @param greeting the whole line
     * @param peer the caller's address
     * @param commands MAIL and RCPT as they came
     */
    record Arrival(
            String place,
            boolean lmtp,
            boolean tls,
            String user,
            String sender,
            List<String> recipients,
            String content,
            String greeting,
            InetAddress peer,
            List<String> commands) {

        String line() {
            List<String> to =
                    recipients.stream().map(address -> "<" + address + ">").toList();
            return (lmtp ? "lmtp " : "relay ") + place + " tls=" + (tls ? 1 : 0) + " auth=" + user + " from=<" + sender
                    + "> to=" + String.join(",", to);
        }
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String place;
    private final boolean lmtp;
    private final boolean tlsAtOnce;
    private final SSLContext keys;
    private final Supplier<Manners> manners;
    private final Consumer<Arrival> arrivals;
    private final Thread thread;

    /**
     * @param place the address and port that it stands for
     * @param manners as they are when a client comes
     */
    Sink(String place, SSLContext keys, Supplier<Manners> manners, Consumer<Arrival> arrivals) throws IOException {
        this.place = place;
        this.lmtp = place.endsWith(":24");
        this.tlsAtOnce = place.endsWith(":465");
        this.keys = keys;
        this.manners = manners;
        this.arrivals = arrivals;
        this.thread = new Thread(this::serve, "sink " + place);
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread talk = new Thread(() -> talk(socket), "client of " + place);
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                // nobody comes any more
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            new Dialogue(socket, manners.get()).hold();
        } catch (IOException gone) {
            // what arrived before counts
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One connection. */
    private final class Dialogue {

        private final Manners ways;
        private final InetAddress peer;
        private Socket socket;
        private InputStream in;
        private boolean tls;
        private String user = "-";
        private String greeting = "";
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();
        private final List<String> commands = new ArrayList<>();

        Dialogue(Socket socket, Manners ways) throws IOException {
            this.socket = socket;
            this.ways = ways;
            this.peer = socket.getInetAddress();
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void hold() throws IOException {
            if (tlsAtOnce) {
                secure();
            }
            say("220 sink.test ESMTP");
            for (String line = hear(); !line.equalsIgnoreCase("QUIT"); line = hear()) {
                answer(line);
            }
            say("221 2.0.0 Bye");
        }

        private void secure() throws IOException {
            SSLSocket secured = (SSLSocket) keys.getSocketFactory().createSocket(socket, "client", 0, true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = secured;
            in = new BufferedInputStream(secured.getInputStream());
            tls = true;
        }

        private void answer(String line) throws IOException {
            switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO", "LHLO", "HELO" -> greet(line);
                case "STARTTLS" -> {
                    say("220 2.0.0 Ready");
                    secure();
                }
                case "AUTH" -> authenticate(line);
                case "MAIL" -> mail(line);
                case "RCPT" -> recipient(line);
                case "DATA" -> data();
                case "RSET" -> {
                    reset();
                    say("250 2.0.0 Ok");
                }
                default -> say("250 2.0.0 Ok");
            }
        }

        private void greet(String line) throws IOException {
            greeting = line;
            reset();
            List<String> lines = new ArrayList<>(List.of("sink.test", "8BITMIME"));
            if (ways.startTls() && !tls) {
                lines.add("STARTTLS");
            }
            if (ways.auth()) {
                lines.add("AUTH PLAIN LOGIN");
            }
            lines.addAll(ways.extensions());
            for (String extension : lines) {
                say("250-" + extension);
            }
            say("250 ENHANCEDSTATUSCODES");
        }

        private void reset() {
            sender = "";
            recipients.clear();
            commands.clear();
        }

        private void authenticate(String line) throws IOException {
            String[] words = line.split(" ", 3);
            String response = words.length > 2 ? words[2] : "";
            if (words[1].equalsIgnoreCase("LOGIN")) {
                String name = decode(response.isEmpty() ? ask("VXNlcm5hbWU6") : response);
                user = name + ":" + decode(ask("UGFzc3dvcmQ6"));
            } else {
                String[] parts = decode(response.isEmpty() ? ask("") : response).split("\0", -1);
                user = parts[parts.length - 2] + ":" + parts[parts.length - 1];
            }
            if (!ways.authReply().isEmpty()) {
                user = "-";
            }
            sayOr(ways.authReply(), "235 2.7.0 Welcome");
        }

        private String ask(String challenge) throws IOException {
            say("334 " + challenge);
            return hear();
        }

        private String decode(String base64) {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        }

        private void mail(String line) throws IOException {
            reset();
            commands.add(line);
            sender = path(line);
            sayOr(ways.mail(), "250 2.1.0 Ok");
        }

        private void recipient(String line) throws IOException {
            commands.add(line);
            String address = path(line);
            for (Map.Entry<String, String> rule : ways.recipients().entrySet()) {
                if (address.contains(rule.getKey())) {
                    say(rule.getValue());
                    return;
                }
            }
            recipients.add(address);
            say("250 2.1.5 Ok");
        }

        private static String path(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }

        private void data() throws IOException {
            if (recipients.isEmpty()) {
                say("503 5.5.1 No recipients");
                return;
            }
            if (!ways.data().isEmpty()) {
                say(ways.data());
                return;
            }
            say("354 Go ahead");
            StringBuilder content = new StringBuilder();
            for (String line = hear(); !line.equals("."); line = hear()) {
                content.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
            }
            if (ways.end().isEmpty()) {
                arrivals.accept(new Arrival(
                        place,
                        lmtp,
                        tls,
                        user,
                        sender,
                        List.copyOf(recipients),
                        content.toString(),
                        greeting,
                        peer,
                        List.copyOf(commands)));
            }
            int replies = lmtp ? recipients.size() : 1;
            for (int i = 0; i < replies; i++) {
                sayOr(ways.end(), "250 2.0.0 Queued");
            }
        }

        private void sayOr(String reply, String otherwise) throws IOException {
            say(reply.isEmpty() ? otherwise : reply);
        }

        private void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        private String hear() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException(place);
                }
                line.write(octet);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
