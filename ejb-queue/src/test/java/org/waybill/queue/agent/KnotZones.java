package org.waybill.queue.agent;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.waybill.queue.agent.SignedZone.Flaw;
import org.waybill.queue.agent.SignedZone.Signing;

/** A small DNS from its root on, as {@link KnotPeer} can serve it. */
final class KnotZones {

    private static final String KEY = "a".repeat(64);
    /** What {@link SignedZone#tamper} changes. */
    private static final String KEY_TO_TAMPER = "b".repeat(64);

    private static final String TOP =
            """
            ns A 127.0.0.1
            dane MX 10 mx
            mx A 192.0.2.10
            _25._tcp.mx TLSA 3 1 1 {key}
            none MX 10 nokeys
            nokeys A 192.0.2.11
            implicit A 192.0.2.12
            *.wild MX 10 mx
            """;

    /** In each of the lower zones. */
    private static final String USUAL =
            """
            dane MX 10 mx
            mx A 192.0.2.20
            mx AAAA 2001:db8::20
            _25._tcp.mx TLSA 3 1 1 {key}
            none MX 10 nokeys
            nokeys A 192.0.2.21
            _dane TLSA 2 0 1 {key}
            implicit A 192.0.2.22
            _25._tcp.implicit TLSA 3 1 1 {key}
            null MX 0 .
            """;

    private static final String MORE =
            """
            two MX 10 mx
            two MX 20 nokeys
            ; keys of another port, another record under the name, an empty part of a name
            port MX 10 porthost
            porthost A 192.0.2.30
            _465._tcp.porthost TLSA 3 1 1 {key}
            text MX 10 texthost
            texthost A 192.0.2.31
            _25._tcp.texthost TXT "none"
            half MX 10 halfhost
            halfhost A 192.0.2.32
            x._25._tcp.halfhost TLSA 3 1 1 {key}
            ; wildcards
            *.wild MX 10 mx
            wildkeys MX 10 wildkeyshost
            wildkeyshost A 192.0.2.33
            *.wildkeyshost TLSA 3 1 1 {key}
            wildhost MX 10 some.wildhosts
            *.wildhosts A 192.0.2.34
            wildboth MX 10 some.wildboths
            *.wildboths A 192.0.2.35
            *.wildboths TLSA 3 1 1 {key}
            wildalias MX 10 wildaliashost
            wildaliashost A 192.0.2.36
            *.wildaliashost CNAME _dane.ed.example.
            ; aliases of hosts
            here MX 10 herehost
            herehost CNAME mx
            there MX 10 therehost
            therehost CNAME mx.ed.example.
            own MX 10 ownhost
            ownhost CNAME nokeys.ed.example.
            _25._tcp.ownhost TLSA 3 1 1 {key}
            both MX 10 bothhost
            bothhost CNAME mx.ed.example.
            _25._tcp.bothhost TLSA 2 0 1 {key}
            out MX 10 outhost
            outhost CNAME mx.plain.example.
            _25._tcp.outhost TLSA 2 0 1 {key}
            outnone MX 10 outnonehost
            outnonehost CNAME mx.plain.example.
            steps MX 10 step1
            step1 CNAME step2.ed.example.
            step3 CNAME mx.rsa.example.
            expired MX 10 expiredhost
            expiredhost CNAME mx.expired.example.
            nowhere MX 10 nowherehost
            nowherehost CNAME absent.ed.example.
            domain CNAME dane.ed.example.
            old DNAME ed.example.
            ; aliases of keys
            keys MX 10 keyshost
            keyshost A 192.0.2.37
            _25._tcp.keyshost CNAME _dane
            farkeys MX 10 farkeyshost
            farkeyshost A 192.0.2.38
            _25._tcp.farkeyshost CNAME _dane.ed.example.
            outkeys MX 10 outkeyshost
            outkeyshost A 192.0.2.39
            _25._tcp.outkeyshost CNAME _dane.plain.example.
            nokeys2 MX 10 nokeys2host
            nokeys2host A 192.0.2.40
            _25._tcp.nokeys2host CNAME _absent.ed.example.
            badkeys MX 10 badkeyshost
            badkeyshost A 192.0.2.41
            _25._tcp.badkeyshost CNAME _dane.expired.example.
            ; exchangers elsewhere
            toplain MX 10 mx.plain.example.
            totop MX 10 nokeys.example.
            tobad MX 10 mx.expired.example.
            tobad MX 20 mx
            big MX 10 bighost
            bighost A 192.0.2.42
            """;

    /** More than one packet. */
    static final int BIG = 60;

    private KnotZones() {}

    static List<SignedZone> all() {
        return List.of(
                new SignedZone(".", Signing.NSEC, ""),
                new SignedZone("example", Signing.RSA_OPT_OUT, fill(TOP)),
                new SignedZone("rsa.example", Signing.RSA, fill(USUAL)),
                new SignedZone("ec.example", Signing.ECDSA, fill(USUAL + MORE) + big()),
                new SignedZone("ed.example", Signing.ED25519, fill(USUAL + "step2 CNAME step3.ec.example.\n")),
                new SignedZone("plain.example", Signing.NONE, fill(USUAL + "toec MX 10 mx.ec.example.\n")),
                new SignedZone("open.ec.example", Signing.NONE, fill(USUAL)),
                new SignedZone("island.plain.example", Signing.ECDSA, fill(USUAL)),
                new SignedZone("iterated.example", Signing.ITERATED, fill(USUAL)),
                flawed("unknown.example", Flaw.UNKNOWN_DS),
                flawed("expired.example", Flaw.EXPIRED),
                flawed("early.example", Flaw.EARLY),
                flawed("wrong.example", Flaw.WRONG_DS),
                new SignedZone(
                        "tampered.example",
                        Signing.ECDSA,
                        Flaw.TAMPERED,
                        USUAL.replace("{key}", KEY_TO_TAMPER) + "two MX 10 mx\ntwo MX 20 nokeys\n"));
    }

    /** All that have records, and some that have none. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (SignedZone zone : all()) {
            String zoneName = zone.name().equals(".") ? "" : zone.absolute();
            zone.records()
                    .lines()
                    .filter(line -> !line.startsWith(";"))
                    .map(line -> line.split(" ")[0] + "." + zoneName)
                    .forEach(names::add);
            names.addAll(List.of(zone.absolute(), "absent." + zoneName, "_25._tcp.absent." + zoneName));
            names.addAll(List.of("_25._tcp.nokeys." + zoneName, "a.b.wild." + zoneName, "dane.old." + zoneName));
        }
        return names;
    }

    private static SignedZone flawed(String name, Flaw flaw) {
        return new SignedZone(name, Signing.ECDSA, flaw, fill(USUAL));
    }

    private static String fill(String records) {
        return records.replace("{key}", KEY);
    }

    private static String big() {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < BIG; i++) {
            records.append("_25._tcp.bighost TLSA 3 1 1 " + String.format("%064x", i) + "\n");
        }
        return records.toString();
    }
}
