package org.waybill.micro;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that speaks SMTP as it is written, for tests: says a line, reads the whole reply. */
final class SmtpClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    /** Connects to the loopback interface and reads the greeting. */
    SmtpClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Talks through a connected socket, maybe one of TLS. */
    SmtpClient(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
        expect("220", reply());
    }

    /** Says a command and returns the reply, its lines joined by LF. */
    String say(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return reply();
    }

    /** Sends one mail and returns the message id of the 250 reply. {@code content} has CR LF line ends. */
    String send(String from, List<String> recipients, byte[] content) throws IOException {
        expect("250", say("MAIL FROM:<" + from + ">"));
        for (String recipient : recipients) {
            expect("250", say("RCPT TO:<" + recipient + ">"));
        }
        expect("354", say("DATA"));
        out.write(new String(content, StandardCharsets.ISO_8859_1)
                .replaceAll("(?m)^\\.", "..")
                .getBytes(StandardCharsets.ISO_8859_1));
        String accepted = say(".");
        expect("250 2.0.0 ", accepted);
        return accepted.split(" ", -1)[2];
    }

    private String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = in.readLine();
            if (line == null) {
                throw new IOException("the server closed the connection after: " + reply);
            }
            reply.append(reply.length() == 0 ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    private static void expect(String beginning, String reply) throws IOException {
        if (!reply.startsWith(beginning)) {
            throw new IOException("expected " + beginning + ", got " + reply);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
