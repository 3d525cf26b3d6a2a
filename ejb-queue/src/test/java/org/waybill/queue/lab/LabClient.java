package org.waybill.queue.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A client that says exactly what a session says, from wherever the session says. */
final class LabClient implements AutoCloseable {

    /**
     * One answer, or none: then the text is empty.
     *
     * @param command what it answers; {@code <connect>}, {@code <message>.}
     * @param text lines separated by LF
     */
    record Reply(String command, String text) {}

    private static final byte[] PROXY_V2_TCP4 = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000c");

    private static final int PATIENCE = 20_000;

    private final List<Reply> replies = new ArrayList<>();
    private Socket socket;
    private InputStream in;

    private LabClient(InetSocketAddress server) throws IOException {
        socket = new Socket();
        socket.connect(server, PATIENCE);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Holds a session to its end and returns what was heard. */
    static List<Reply> hold(LabCase.Session session, InetSocketAddress server)
            throws IOException, GeneralSecurityException {
        try (LabClient client = new LabClient(server)) {
            client.introduce(session);
            if (session.tls()) {
                client.secure();
            }
            client.hear("<connect>");
            for (String command : session.commands()) {
                client.say(command, session);
            }
            return client.replies;
        }
    }

    /** As a proxy does, so that the server sees the addresses of the case. */
    private void introduce(LabCase.Session session) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(PROXY_V2_TCP4.length + 12);
        header.put(PROXY_V2_TCP4);
        header.put(InetAddress.getByName(session.from()).getAddress());
        header.put(InetAddress.getByName(session.to()).getAddress());
        header.putShort((short) socket.getLocalPort());
        header.putShort((short) session.port());
        write(header.array());
    }

    private void secure() throws IOException, GeneralSecurityException {
        SSLSocket secured = (SSLSocket)
                LabKeys.trusting().getSocketFactory().createSocket(socket, "mx.seed.test", socket.getPort(), true);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
    }

    private void say(String command, LabCase.Session session) throws IOException, GeneralSecurityException {
        if (command.startsWith("MSG:")) {
            message(command.substring("MSG:".length()));
        } else if (command.startsWith("RAW:")) {
            write(command.substring("RAW:".length()).getBytes(StandardCharsets.UTF_8));
            if (session.replies().stream().anyMatch(reply -> reply.command().equals("RAW"))) {
                hear(command);
            }
        } else if (command.startsWith("AUTHPLAIN ")) {
            String[] words = command.split(" ", 3);
            byte[] credentials = ("\0" + words[1] + "\0" + words[2]).getBytes(StandardCharsets.UTF_8);
            line("AUTH PLAIN " + Base64.getEncoder().encodeToString(credentials));
            hear(command);
        } else {
            line(command);
            Reply reply = hear(command);
            if (command.equals("STARTTLS") && reply.text().startsWith("220")) {
                secure();
            }
        }
    }

    private void message(String text) throws IOException {
        line("DATA");
        Reply go = hear("DATA");
        if (!go.text().startsWith("354")) {
            replies.add(new Reply("<message>.", go.text()));
            return;
        }
        for (String line : text.split("\n", -1)) {
            line(line.startsWith(".") ? "." + line : line);
        }
        line(".");
        hear("<message>.");
    }

    private void line(String text) throws IOException {
        write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // then there is no answer, and that is what counts
        }
    }

    private Reply hear(String command) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = readLine();
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        Reply reply = new Reply(command, String.join("\n", lines));
        replies.add(reply);
        return reply;
    }

    /** Empty at the end of the connection. */
    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
                line.write(octet);
            }
        } catch (java.net.SocketException reset) {
            return "";
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
