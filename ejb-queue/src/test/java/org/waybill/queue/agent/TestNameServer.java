package org.waybill.queue.agent;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.waybill.queue.settings.Settings.HostPort;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on a loopback UDP socket that answers from lines such as {@code example.org. MX 10 mx.example.org.};
 * {@code x. FAIL} answers SERVFAIL, {@code x. SILENT} not at all, for this and all names below.
 */
public final class TestNameServer implements AutoCloseable {

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final List<Record> zone = new ArrayList<>();
    private final Set<Name> failing = new HashSet<>();
    private final Set<Name> silent = new HashSet<>();
    private final Thread thread = new Thread(this::serve, "test-name-server");

    /** What was asked, as {@code name TYPE}. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    public TestNameServer(String... lines) throws IOException {
        for (String line : lines) {
            String[] fields = line.trim().split(" +", 3);
            Name name = Name.fromString(fields[0]);
            if (fields[1].equals("FAIL")) {
                failing.add(name);
            } else if (fields[1].equals("SILENT")) {
                silent.add(name);
            } else {
                zone.add(Record.fromString(name, Type.value(fields[1]), DClass.IN, 60, fields[2], Name.root));
            }
        }
        thread.start();
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", socket.getLocalPort());
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Record question = query.getQuestion();
                questions.add(question.getName() + " " + Type.string(question.getType()));
                if (!silent.contains(question.getName())) {
                    byte[] answer = answer(query, question).toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Message answer(Message query, Record question) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (failing.contains(question.getName())) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        boolean known = false;
        for (Record record : zone) {
            if (record.getName().equals(question.getName())) {
                known = true;
                if (record.getType() == question.getType() || record.getType() == Type.CNAME) {
                    answer.addRecord(record, Section.ANSWER);
                }
            }
        }
        if (!known) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
