package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.mx.Reply;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.agent.mx.ValidatedNames;
import org.waybill.queue.settings.Settings.HostPort;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Zones that Knot DNS signed, asked for through an Unbound, which has an opinion of its own about them. */
class MxDaneKnotTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static @Nullable KnotPeer knot;
    private static @Nullable UnboundPeer unbound;

    private MxHosts hosts;

    @BeforeAll
    static void start(@TempDir Path zones, @TempDir Path resolver) throws Exception {
        knot = KnotPeer.start(zones, KnotZones.all());
        unbound = UnboundPeer.start(resolver, knot.address(), knot.anchor());
    }

    @AfterAll
    static void stop() {
        if (unbound != null) {
            unbound.close();
        }
        if (knot != null) {
            knot.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        hosts = hosts(resolver());
    }

    private static HostPort resolver() {
        return Objects.requireNonNull(unbound).address();
    }

    private static TrustAnchors anchors() throws Exception {
        return TrustAnchors.parse(Objects.requireNonNull(knot).anchor(), List.of());
    }

    private MxHosts hosts(HostPort server) throws Exception {
        NameServers names = NameServers.validating(List.of(server), PATIENCE, anchors(), true, Clock.systemUTC());
        return new MxHosts(names, "mx.waybill.test", 25, new Random(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            dane.rsa.example            | mx.rsa.example dane(311 mx.rsa.example dane.rsa.example) authentic
            dane.ec.example             | mx.ec.example dane(311 mx.ec.example dane.ec.example) authentic
            dane.ed.example             | mx.ed.example dane(311 mx.ed.example dane.ed.example) authentic
            implicit.ed.example         | implicit.ed.example dane(311 implicit.ed.example) authentic
            two.ec.example              | mx.ec.example dane(311 mx.ec.example two.ec.example) authentic, nokeys.ec.example IfOffered authentic
            # denied by NSEC3: the name, another name below an existing one, the type, an empty name
            none.rsa.example            | nokeys.rsa.example IfOffered authentic
            none.ec.example             | nokeys.ec.example IfOffered authentic
            none.ed.example             | nokeys.ed.example IfOffered authentic
            port.ec.example             | porthost.ec.example IfOffered authentic
            text.ec.example             | texthost.ec.example IfOffered authentic
            half.ec.example             | halfhost.ec.example IfOffered authentic
            absent.rsa.example          | 550 5.1.2 There is no host or exchanger absent.rsa.example
            absent.ec.example           | 550 5.1.2 There is no host or exchanger absent.ec.example
            absent.ed.example           | 550 5.1.2 There is no host or exchanger absent.ed.example
            null.ec.example             | 556 5.1.10 null.ec.example does not accept mail (null MX)
            # wildcards
            a.b.wild.ec.example         | mx.ec.example dane(311 mx.ec.example a.b.wild.ec.example) authentic
            wildkeys.ec.example         | wildkeyshost.ec.example dane(311 wildkeyshost.ec.example wildkeys.ec.example) authentic
            wildhost.ec.example         | some.wildhosts.ec.example IfOffered authentic
            wildboth.ec.example         | some.wildboths.ec.example dane(311 some.wildboths.ec.example wildboth.ec.example) authentic
            # opt-out: what is there is signed, what is not there could be there unsigned
            dane.example                | mx.example dane(311 mx.example dane.example) authentic
            none.example                | nokeys.example IfOffered authentic
            implicit.example            | implicit.example IfOffered authentic
            a.b.wild.example            | mx.example dane(311 mx.example)
            absent.example              | 550 5.1.2 There is no host or exchanger absent.example
            # unsigned, below an opt-out and below a full chain, an island, of an algorithm that nobody knows
            dane.plain.example          | mx.plain.example IfOffered
            dane.open.ec.example        | mx.open.ec.example IfOffered
            dane.island.plain.example   | mx.island.plain.example IfOffered
            dane.unknown.example        | mx.unknown.example IfOffered
            implicit.plain.example      | implicit.plain.example IfOffered
            absent.plain.example        | 550 5.1.2 There is no host or exchanger absent.plain.example
            # one of the two is signed
            toplain.ec.example          | mx.plain.example IfOffered authentic
            toec.plain.example          | mx.ec.example dane(311 mx.ec.example)
            # aliases within the zone
            here.ec.example             | herehost.ec.example dane(311 mx.ec.example herehost.ec.example here.ec.example) authentic
            keys.ec.example             | keyshost.ec.example dane(201 keyshost.ec.example keys.ec.example) authentic
            # the other exchanger is forged
            tobad.ec.example            | mx.ec.example dane(311 mx.ec.example tobad.ec.example) authentic
            two.tampered.example        | nokeys.tampered.example IfOffered authentic
            # more hashes than RFC 9276 would have: signatures hold, the name is not known to be absent
            dane.iterated.example       | mx.iterated.example dane(311 mx.iterated.example dane.iterated.example) authentic
            none.iterated.example       | nokeys.iterated.example IfOffered authentic
            """)
    void givesEachHostItsTerms(String domain, String expected) throws Exception {
        assertEquals(expected, HopWords.of(Lookups.exchangers(hosts, domain)));
        // there is nothing here that a resolver would have to put together
        assertEquals(
                expected,
                HopWords.of(
                        Lookups.exchangers(hosts(Objects.requireNonNull(knot).address()), domain)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # of hosts (RFC 7672 §2.2.2): the keys of the end count, else those of the first name
            there.ec.example     | therehost.ec.example dane(311 mx.ed.example therehost.ec.example there.ec.example) authentic
            steps.ec.example     | step1.ec.example dane(311 mx.rsa.example step1.ec.example steps.ec.example) authentic
            both.ec.example      | bothhost.ec.example dane(311 mx.ed.example bothhost.ec.example both.ec.example) authentic
            own.ec.example       | ownhost.ec.example dane(311 ownhost.ec.example own.ec.example) authentic
            out.ec.example       | outhost.ec.example dane(201 outhost.ec.example out.ec.example) authentic
            outnone.ec.example   | outnonehost.ec.example IfOffered authentic
            nowhere.ec.example   | 550 5.4.4 No exchanger of nowhere.ec.example has an address
            # of domains
            domain.ec.example    | mx.ed.example dane(311 mx.ed.example domain.ec.example) authentic
            dane.old.ec.example  | mx.ed.example dane(311 mx.ed.example dane.old.ec.example) authentic
            # of keys (§2.1.3): the name of the host stays, insecure ones do not count
            farkeys.ec.example   | farkeyshost.ec.example dane(201 farkeyshost.ec.example farkeys.ec.example) authentic
            wildalias.ec.example | wildaliashost.ec.example dane(201 wildaliashost.ec.example wildalias.ec.example) authentic
            outkeys.ec.example   | outkeyshost.ec.example IfOffered authentic
            nokeys2.ec.example   | nokeys2host.ec.example IfOffered authentic
            """)
    void followsAliasesIntoOtherZones(String domain, String expected) {
        assertEquals(expected, HopWords.of(Lookups.exchangers(hosts, domain)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            dane.expired.example   | 451 4.4.3 Cannot look up dane.expired.example: DNSSEC: Could not establish a chain of trust to keys for [expired.example.].
            absent.expired.example | 451 4.4.3 Cannot look up absent.expired.example: DNSSEC: Could not establish a chain of trust to keys for [expired.example.].
            dane.early.example     | 451 4.4.3 Cannot look up dane.early.example: DNSSEC: Could not establish a chain of trust to keys for [early.example.].
            dane.wrong.example     | 451 4.4.3 Cannot look up dane.wrong.example: DNSSEC: Could not establish a chain of trust to keys for [wrong.example.].
            absent.wrong.example   | 451 4.4.3 Cannot look up absent.wrong.example: DNSSEC: Could not establish a chain of trust to keys for [wrong.example.].
            dane.tampered.example  | 451 4.7.5 The TLSA records of mx.tampered.example cannot be looked up: DNSSEC: Positive response has failed
            expired.ec.example     | 451 4.4.3 Cannot look up expired.ec.example: DNSSEC: Could not establish a chain of trust to keys for [expired.example.].
            badkeys.ec.example     | 451 4.7.5 The TLSA records of badkeyshost.ec.example cannot be looked up: DNSSEC: Could not establish a chain of trust
            # the library does not take this one for unsigned, as RFC 9276 §3.2 allows too
            implicit.iterated.example | 451 4.4.3 Cannot look up implicit.iterated.example: DNSSEC: All NSEC3s were validated but ignored
            # nor does it make that many hashes, and in the first case it only stops
            1.2.3.4.5.a.ed.example | 451 4.4.3 Cannot look up 1.2.3.4.5.a.ed.example: DNSSEC: it is not proven that
            1.2.3.4.5.6.7.ed.example | 451 4.4.3 Cannot look up 1.2.3.4.5.6.7.ed.example: DNSSEC: NSEC3 failed to
            """)
    void waitsWhereNothingIsProven(String domain, String reply) {
        NextHops.Later later = assertInstanceOf(NextHops.Later.class, Lookups.exchangers(hosts, domain));
        assertTrue(later.reply().startsWith(reply), later.reply());
        assertEquals(
                List.of("DNSSEC_INVALID"),
                later.reports().stream()
                        .map(result -> result.failure().orElseThrow().name())
                        .toList());
    }

    /** Knot and Unbound put no more than 1232 octets into a packet. */
    @Test
    void getsByTcpWhatIsLargerThanAPacket() {
        NextHops.Found found = assertInstanceOf(NextHops.Found.class, Lookups.exchangers(hosts, "big.ec.example"));
        assertEquals(
                KnotZones.BIG,
                found.hops().get(0).grounds().policy().orElseThrow().strings().size());
    }

    @Test
    void thinksAsUnboundDoes() throws Exception {
        ValidatedNames names = new ValidatedNames(
                List.of(new InetSocketAddress(resolver().host(), resolver().port())),
                PATIENCE,
                anchors(),
                true,
                Clock.systemUTC());
        List<String> different = new ArrayList<>();
        for (String name : KnotZones.names()) {
            for (int type : List.of(Type.MX, Type.A, Type.TLSA)) {
                String ours = opinion(names, name, type);
                String theirs = opinionOfUnbound(name, type);
                // see above
                boolean tooManyHashes = name.endsWith("iterated.example.") && theirs.equals("insecure");
                if (!ours.equals(theirs) && !(tooManyHashes && ours.equals("bogus"))) {
                    different.add(name + " " + Type.string(type) + ": " + ours + ", not " + theirs);
                }
            }
        }
        assertEquals("", String.join("\n", different));
    }

    private static String opinion(ValidatedNames names, String name, int type) throws Exception {
        Reply reply = names.ask(Name.fromString(name), type)
                .toCompletableFuture()
                .get()
                .orElseThrow();
        return reply instanceof Reply.Known known ? secure(known.secure()) : "bogus";
    }

    private static String opinionOfUnbound(String name, int type) throws Exception {
        SimpleResolver resolver = new SimpleResolver(resolver().host());
        resolver.setPort(resolver().port());
        resolver.setTimeout(PATIENCE);
        resolver.setEDNS(0, 1232, ExtendedFlags.DO);
        Message answer = resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
        return answer.getRcode() == Rcode.SERVFAIL
                ? "bogus"
                : secure(answer.getHeader().getFlag(Flags.AD));
    }

    private static String secure(boolean secure) {
        return secure ? "secure" : "insecure";
    }
}
