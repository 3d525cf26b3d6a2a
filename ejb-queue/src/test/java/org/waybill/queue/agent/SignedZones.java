package org.waybill.queue.agent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.settings.Settings.HostPort;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on loopback UDP and TCP that answers as a recursive one does, with signatures. The zones are:
 * {@code signed.test}, whose key is the anchor; {@code island.test} without any anchor; below {@code signed.test} every name
 * with an NS record is a delegation without a DS record, so insecure. Besides records, lines may say {@code x. BOGUS TYPE}
 * (the signature is wrong), {@code x. FAIL TYPE} (SERVFAIL).
 */
public final class SignedZones implements AutoCloseable {

    private static final int TTL = 60;
    private static final Name ZONE = Name.fromConstantString("signed.test.");
    private static final String SOA = "ns.signed.test. root.signed.test. 1 3600 600 86400 60";

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final List<Thread> threads = new ArrayList<>();
    private final TreeMap<Name, List<Record>> records = new TreeMap<>();
    private final Set<String> bogus = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final KeyPair pair;
    private final DNSKEYRecord key;

    /** Drops all signatures, as some resolvers do. */
    volatile boolean stripping;

    /** How long signatures still hold. */
    volatile Duration validity = Duration.ofDays(1);

    /** Who sits between and changes answers by UDP, knowing the question; as the server itself if null. */
    volatile @Nullable BinaryOperator<Message> forger;

    /** What was asked, as {@code name TYPE} and {@code tcp} if it came by that. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    public SignedZones(String... lines) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        pair = generator.generateKeyPair();
        key = new DNSKEYRecord(
                ZONE,
                DClass.IN,
                TTL,
                DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                DNSKEYRecord.Protocol.DNSSEC,
                DNSSEC.Algorithm.ECDSAP256SHA256,
                pair.getPublic());
        add(key);
        add(Record.fromString(ZONE, Type.SOA, DClass.IN, TTL, SOA, Name.root));
        for (String line : lines) {
            String[] fields = line.trim().split(" +", 3);
            Name name = Name.fromString(fields[0]);
            if (fields[1].equals("BOGUS")) {
                bogus.add(name + " " + fields[2]);
            } else if (fields[1].equals("FAIL")) {
                failing.add(name + " " + fields[2]);
            } else {
                add(Record.fromString(name, Type.value(fields[1]), DClass.IN, TTL, fields[2], Name.root));
            }
        }
        tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // taken by UDP only if somebody else has just that number: then the test says so
        udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        start(this::serveUdp);
        start(this::serveTcp);
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "signed-zones");
        threads.add(thread);
        thread.start();
    }

    private void add(Record record) {
        records.computeIfAbsent(record.getName(), name -> new ArrayList<>()).add(record);
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", udp.getLocalPort());
    }

    /** As a file of trust anchors has it. */
    public String anchor() {
        return new DSRecord(ZONE, DClass.IN, TTL, DNSSEC.Digest.SHA256, key).toString();
    }

    private void serveUdp() {
        byte[] buffer = new byte[65_535];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                int room = query.getOPT() == null ? 512 : query.getOPT().getPayloadSize();
                byte[] answer = forged(query, answer(query, "")).toWire(room);
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Message forged(Message query, Message answer) {
        BinaryOperator<Message> now = forger;
        return now == null ? answer : now.apply(query, answer);
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] answer = answer(new Message(query), " tcp").toWire();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException closed) {
                // the next turn sees whether it was the server's socket
            }
        }
    }

    private Message answer(Message query, String way) {
        Record question = query.getQuestion();
        Name name = question.getName();
        questions.add(name + " " + Type.string(question.getType()) + way);
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        if (failing.contains(name + " " + Type.string(question.getType()))) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        boolean signatures = query.getOPT() != null && !stripping;
        for (int aliases = 0; aliases < 8; aliases++) {
            List<Record> here = of(name, question.getType());
            List<Record> alias = of(name, Type.CNAME);
            if (here.isEmpty() && !alias.isEmpty()) {
                put(answer, Section.ANSWER, alias, signatures);
                name = ((CNAMERecord) alias.get(0)).getTarget();
                continue;
            }
            if (here.isEmpty()) {
                negative(answer, name, question.getType(), signatures);
            } else {
                put(answer, Section.ANSWER, here, signatures);
            }
            return answer;
        }
        return answer;
    }

    private List<Record> of(Name name, int type) {
        return records.getOrDefault(name, List.of()).stream()
                .filter(record -> record.getType() == type)
                .toList();
    }

    private void negative(Message answer, Name name, int type, boolean signatures) {
        boolean known = records.keySet().stream().anyMatch(other -> other.subdomain(name));
        if (!known) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (!name.subdomain(ZONE)) {
            return;
        }
        put(answer, Section.AUTHORITY, of(ZONE, Type.SOA), signatures);
        // of a delegation the zone above says that there is no key
        boolean cut = type == Type.DS && !of(name, Type.NS).isEmpty();
        if (signatures && (cut || !isInsecure(name))) {
            Set<Record> proofs = new TreeSet<>();
            proofs.add(proof(name));
            for (Name parent = new Name(name, 1); !known && parent.subdomain(ZONE); parent = new Name(parent, 1)) {
                Name encloser = parent;
                if (records.keySet().stream().anyMatch(other -> other.subdomain(encloser))) {
                    proofs.add(proof(Name.fromConstantString("*." + parent)));
                    break;
                }
            }
            proofs.forEach(proof -> put(answer, Section.AUTHORITY, List.of(proof), true));
        }
    }

    /** The NSEC record at or before a name. */
    private NSECRecord proof(Name name) {
        TreeSet<Name> owners = new TreeSet<>();
        records.keySet().stream()
                .filter(owner -> owner.subdomain(ZONE))
                .filter(owner -> !isInsecure(owner) || !of(owner, Type.NS).isEmpty())
                .forEach(owners::add);
        Name owner = owners.floor(name);
        Name next = owners.higher(owner);
        int[] types = records.getOrDefault(owner, List.of()).stream()
                .mapToInt(Record::getType)
                .filter(type -> !isInsecure(owner) || type == Type.NS)
                .distinct()
                .toArray();
        int[] all = Arrays.copyOf(types, types.length + 2);
        all[types.length] = Type.NSEC;
        all[types.length + 1] = Type.RRSIG;
        return new NSECRecord(owner, DClass.IN, TTL, next == null ? ZONE : next, all);
    }

    /** At or below a delegation without a DS record, or in no signed zone at all. */
    private boolean isInsecure(Name name) {
        return !name.subdomain(ZONE)
                || records.entrySet().stream()
                        .anyMatch(entry -> name.subdomain(entry.getKey())
                                && entry.getValue().stream().anyMatch(record -> record.getType() == Type.NS));
    }

    private void put(Message answer, int section, List<Record> set, boolean signatures) {
        set.forEach(record -> answer.addRecord(record, section));
        Record first = set.get(0);
        boolean delegated = isInsecure(first.getName()) && first.getType() != Type.NSEC;
        if (signatures && !delegated) {
            answer.addRecord(signature(set), section);
        }
    }

    private RRSIGRecord signature(List<Record> set) {
        Record first = set.get(0);
        Instant from = Instant.now().minus(Duration.ofHours(1));
        boolean wrong = bogus.contains(first.getName() + " " + Type.string(first.getType()));
        Instant until = wrong ? from.plusSeconds(1) : Instant.now().plus(validity);
        try {
            return DNSSEC.sign(new RRset(set.toArray(Record[]::new)), key, pair.getPrivate(), from, until);
        } catch (DNSSEC.DNSSECException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
