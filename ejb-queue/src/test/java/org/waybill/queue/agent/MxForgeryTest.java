package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Who can change packets, but has no key, cannot make a signed name look like an unsigned one: mail waits instead. */
class MxForgeryTest {

    private static final String DOMAIN = "dane.signed.test";
    private static final String HOST = "mx.signed.test";
    private static final String KEYS = "_25._tcp.mx.signed.test.";
    private static final String HASH = "a".repeat(64);
    private static final String KEY = " TLSA 3 1 1 " + HASH;

    private static final String OPT_OUT_OWNER = "authority " + "0".repeat(32) + ".signed.test. ";
    private static final String OPT_OUT = OPT_OUT_OWNER + "NSEC3 1 1 0 - " + "V".repeat(32) + " A";
    private static final String OPT_OUT_SIGNATURE = OPT_OUT_OWNER + "RRSIG NSEC3 signed.test.";

    private final SignedZones server = new SignedZones(
            "dane.signed.test. MX 10 mx.signed.test.",
            "mx.signed.test. A 192.0.2.1",
            KEYS + KEY,
            "alias.signed.test. MX 10 out.signed.test.",
            "out.signed.test. CNAME mx.island.test.",
            "_25._tcp.out.signed.test." + KEY,
            // neither of these zones is signed, and the second one needs no proof of that
            "open.signed.test. NS ns.open.signed.test.",
            "mx.open.signed.test. A 192.0.2.3",
            "mx.island.test. A 192.0.2.2");

    private final MxHosts hosts = new MxHosts(names(Clock.systemUTC()), "mx.waybill.test", 25, new Random(1));

    MxForgeryTest() throws Exception {}

    private NameServers names(InstantSource clock) throws Exception {
        return NameServers.validating(
                List.of(server.address()),
                Duration.ofSeconds(20),
                TrustAnchors.parse(server.anchor(), List.of()),
                true,
                clock);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /**
     * Changes the answer to one question, and leaves others alone.
     *
     * @param code none to answer with SERVFAIL
     * @param records each {@code SECTION NAME TYPE DATA}, in a signature {@code SECTION NAME RRSIG TYPE SIGNER}; a section
     *     with {@code /CH} is of that class
     */
    private void forge(String name, int type, @Nullable String code, @Nullable String records) {
        var before = server.forger;
        server.forger = (query, answer) -> {
            Record question = query.getQuestion();
            if (!question.getName().equals(name(name)) || question.getType() != type) {
                return before == null ? answer : before.apply(query, answer);
            }
            Message forged = new Message(query.getHeader().getID());
            forged.getHeader().setFlag(Flags.QR);
            forged.getHeader().setRcode(code == null ? Rcode.SERVFAIL : Rcode.value(code));
            forged.addRecord(question, Section.QUESTION);
            if (records != null) {
                List.of(records.split("; ")).forEach(record -> add(forged, record.trim()));
            }
            return forged;
        };
    }

    private static void add(Message message, String line) {
        String[] fields = line.split(" ", 4);
        int section = fields[0].startsWith("answer") ? Section.ANSWER : Section.AUTHORITY;
        int dclass = fields[0].endsWith("/CH") ? DClass.CH : DClass.IN;
        try {
            message.addRecord(
                    fields[2].equals("RRSIG")
                            ? signature(name(fields[1]), fields[3].split(" "))
                            : Record.fromString(
                                    name(fields[1]),
                                    Type.value(fields[2]),
                                    dclass,
                                    60,
                                    fields[3].replace("HASH", HASH),
                                    Name.root),
                    section);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static RRSIGRecord signature(Name name, String[] fields) {
        Instant now = Instant.now();
        return new RRSIGRecord(
                name,
                DClass.IN,
                60,
                Type.value(fields[0]),
                DNSSEC.Algorithm.ECDSAP256SHA256,
                60,
                now.plusSeconds(3600),
                now.minusSeconds(3600),
                1,
                name(fields[1]),
                new byte[64]);
    }

    private static Name name(String text) {
        return Name.fromConstantString(text.replace("KEYS", KEYS));
    }

    /** A forger may let the first part of what we ask pass. */
    private void learnTheWay(String domain) {
        Lookups.unheeding(hosts, domain);
    }

    @Test
    void usesKeysWhereNothingIsForged() {
        assertEquals(
                HOST + " dane(311 " + HOST + " " + DOMAIN + ") authentic",
                HopWords.of(Lookups.exchangers(hosts, DOMAIN)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            NOERROR  |
            NXDOMAIN |
            NOERROR  | authority island.test. SOA ns. root. 1 2 3 4 5
            NXDOMAIN | authority island.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | authority open.signed.test. SOA ns. root. 1 2 3 4 5
            NXDOMAIN | authority open.signed.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | authority test. SOA ns. root. 1 2 3 4 5
            NXDOMAIN | authority . SOA ns. root. 1 2 3 4 5
            NOERROR  | authority signed.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | authority x.KEYS SOA ns. root. 1 2 3 4 5
            NXDOMAIN | authority x.KEYS SOA ns. root. 1 2 3 4 5
            NOERROR  | authority signed.test. SOA ns. root. 1 2 3 4 5; authority signed.test. RRSIG SOA island.test.
            NXDOMAIN | authority signed.test. SOA ns. root. 1 2 3 4 5; authority signed.test. RRSIG SOA open.signed.test.
            NOERROR  | authority signed.test. SOA ns. root. 1 2 3 4 5; authority signed.test. RRSIG SOA .
            NOERROR  | authority a.island.test. NSEC b.island.test. A
            NOERROR  | authority ck0pojmg874ljref7efn8430qvit8bsm.test. NSEC3 1 1 0 - CK0Q1GIN43N1ARRC9OSM6QPQR81H5M9A NS
            NOERROR  | authority island.test. NS ns.island.test.
            NOERROR  | authority island.test. DS 1 13 2 HASH
            NOERROR  | authority/CH signed.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | answer KEYS TLSA 3 1 1 00
            NOERROR  | answer/CH KEYS TLSA 3 1 1 00
            NOERROR  | answer KEYS TLSA 3 1 1 00; answer KEYS RRSIG TLSA island.test.
            NOERROR  | answer KEYS TLSA 3 1 1 00; answer KEYS RRSIG TLSA open.signed.test.
            NOERROR  | answer KEYS TLSA 3 1 1 00; answer KEYS RRSIG TLSA test.
            NOERROR  | answer KEYS TLSA 3 1 1 00; answer KEYS RRSIG TLSA x.KEYS
            NOERROR  | answer KEYS CNAME mx.island.test.
            NXDOMAIN | answer KEYS CNAME x.island.test.; authority island.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | answer KEYS CNAME mx.island.test.; answer KEYS RRSIG CNAME island.test.
            NXDOMAIN | answer KEYS CNAME x.island.test.; answer KEYS RRSIG CNAME island.test.
            NOERROR  | answer KEYS CNAME a.island.test.; answer KEYS CNAME b.island.test.
            NOERROR  | answer test. DNAME island.test.
            NXDOMAIN | answer . DNAME island.test.
            NOERROR  | answer signed.test. DNAME island.test.
            NOERROR  | answer signed.test. DNAME island.test.; answer signed.test. DNAME open.signed.test.
            NOERROR  | answer mx.island.test. TLSA 3 1 1 00
            """)
    void doesNotDoWithoutKeys(String code, @Nullable String records) {
        learnTheWay(DOMAIN);
        forge(KEYS, Type.TLSA, code, records);
        String next = HopWords.of(Lookups.exchangers(hosts, DOMAIN));
        assertTrue(next.startsWith("451 4.7.5 The TLSA records of mx.signed.test cannot be looked up: "), next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            NXDOMAIN |          |
            NOERROR  |          |
            NXDOMAIN | NOERROR  |
            NOERROR  | NXDOMAIN |
            NOERROR  | NOERROR  | authority island.test. SOA ns. root. 1 2 3 4 5
            NOERROR  | NOERROR  | answer _tcp.mx.signed.test. DNAME a.; answer _tcp.mx.signed.test. DNAME b.
            NOERROR  | NOERROR  | answer _tcp.mx.signed.test. CNAME a.; answer _tcp.mx.signed.test. CNAME b.
            NXDOMAIN | NOERROR  | answer/CH _tcp.mx.signed.test. DS 1 13 2 HASH
            NOERROR  | NOERROR  | answer _tcp.mx.signed.test. DS 1 200 2 HASH
            """)
    void doesNotTakeForUnsignedWhatItCannotFindOutAbout(
            String denial, @Nullable String code, @Nullable String records) {
        learnTheWay(DOMAIN);
        forge("_tcp.mx.signed.test.", Type.DS, code, records);
        // the second one would excuse that it is not said what is insecure
        forge(
                KEYS,
                Type.TLSA,
                denial,
                "authority _tcp.mx.signed.test. SOA ns. root. 1 2 3 4 5; " + OPT_OUT + "; " + OPT_OUT_SIGNATURE);
        String next = HopWords.of(Lookups.exchangers(hosts, DOMAIN));
        assertTrue(next.startsWith("451 4.7.5 The TLSA records of mx.signed.test cannot be looked up: DNSSEC: "), next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dane.signed.test. MX | answer dane.signed.test. MX 10 mx.island.test.; answer dane.signed.test. RRSIG MX island.test.",
                "dane.signed.test. MX | authority test. SOA ns. root. 1 2 3 4 5",
                "mx.signed.test. A | answer mx.signed.test. A 192.0.2.66; answer mx.signed.test. RRSIG A open.signed.test.",
                "mx.signed.test. A | answer mx.signed.test. CNAME mx.island.test.; answer mx.signed.test. RRSIG CNAME test."
            })
    void doesNotGoWhereverItIsSent(String forgery) {
        String[] parts = forgery.split(" \\| ");
        forge(parts[0].split(" ")[0], Type.value(parts[0].split(" ")[1]), "NOERROR", parts[1]);
        String next = HopWords.of(Lookups.exchangers(hosts, DOMAIN));
        assertTrue(next.startsWith("451 4.4.3 Cannot look up dane.signed.test: DNSSEC: "), next);
    }

    /** Whether the keys of an alias that leads out of signed zones count depends on one more question. */
    @Test
    void waitsWhereItIsNotKnownWhetherAnAliasIsSigned() {
        learnTheWay("alias.signed.test");
        forge("out.signed.test.", Type.CNAME, null, null);
        assertEquals(
                "451 4.7.5 The TLSA records of out.signed.test cannot be looked up: SERVFAIL",
                HopWords.of(Lookups.exchangers(hosts, "alias.signed.test")));
    }

    /** The time to live is not signed as it comes (RFC 4035 §5.3.3). */
    @ParameterizedTest
    @CsvSource({"86400, PT24H, PT1M", "60, PT40S, PT40S"})
    void keepsAnswersNoLongerThanSigned(long secondsToLive, Duration validity, Duration kept) throws Exception {
        server.validity = validity;
        server.forger = (query, answer) -> withLife(answer, secondsToLive);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        NameServers names = names(now::get);
        names.keys(KEYS);
        now.updateAndGet(before -> before.plus(kept).minusSeconds(20));
        names.keys(KEYS);
        assertEquals(1, Collections.frequency(server.questions, KEYS + " TLSA"));
        now.updateAndGet(before -> before.plusSeconds(20));
        names.keys(KEYS);
        assertEquals(2, Collections.frequency(server.questions, KEYS + " TLSA"));
    }

    private static Message withLife(Message answer, long seconds) {
        Message changed = new Message(answer.getHeader().getID());
        changed.getHeader().setFlag(Flags.QR);
        changed.addRecord(answer.getQuestion(), Section.QUESTION);
        for (Record record : answer.getSection(Section.ANSWER)) {
            changed.addRecord(
                    Record.newRecord(
                            record.getName(), record.getType(), DClass.IN, seconds, record.rdataToWireCanonical()),
                    Section.ANSWER);
        }
        return changed;
    }

    /** Some servers answer without any SOA record. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            NOERROR  | mx.open.signed.test IfOffered
            NXDOMAIN | 550 5.1.2 There is no host or exchanger mx.open.signed.test
            """)
    void takesBareDenialsOfUnsignedZones(String code, String expected) {
        forge("mx.open.signed.test.", Type.MX, code, null);
        assertEquals(expected, HopWords.of(Lookups.exchangers(hosts, "mx.open.signed.test")));
    }
}
