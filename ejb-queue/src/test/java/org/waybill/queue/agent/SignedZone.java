package org.waybill.queue.agent;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A zone for {@link KnotPeer}. It is delegated by the zone above it, which has its DS record if it is signed.
 *
 * @param name without the last dot, but for the root
 * @param records lines of a zone file besides those that every zone has
 */
record SignedZone(String name, Signing signing, Flaw flaw, String records) {

    private static final String GENUINE = "b".repeat(64);

    /** How it is signed; all but the first two with NSEC3. */
    enum Signing {
        NONE("", "", 0),
        NSEC("ecdsap256sha256", "single", 0),
        RSA("rsasha256", "", 0),
        RSA_OPT_OUT("rsasha256", "opt-out", 0),
        ECDSA("ecdsap256sha256", "single", 0),
        ED25519("ed25519", "single", 0),
        ITERATED("ecdsap256sha256", "single", 1000);

        private final String algorithm;
        private final String traits;
        private final int iterations;

        Signing(String algorithm, String traits, int iterations) {
            this.algorithm = algorithm;
            this.traits = traits;
            this.iterations = iterations;
        }

        String algorithm() {
            return algorithm;
        }

        /** One key for all, or one for keys and one for the rest. */
        List<String> roles() {
            return traits.equals("single") ? List.of("ksk=yes zsk=yes") : List.of("ksk=yes zsk=no", "ksk=no zsk=yes");
        }

        String fill(String policy) {
            return policy.replace("{id}", name())
                    .replace("{algorithm}", algorithm)
                    .replace("{single}", onOff(traits.equals("single")))
                    .replace("{nsec3}", onOff(this != NSEC))
                    .replace("{opt-out}", onOff(traits.equals("opt-out")))
                    .replace("{iterations}", String.valueOf(iterations));
        }

        private static String onOff(boolean on) {
            return on ? "on" : "off";
        }
    }

    /** What is wrong with it. */
    enum Flaw {
        NONE,
        /** The signatures have expired. */
        EXPIRED,
        /** The signatures are not yet valid. */
        EARLY,
        /** Other keys than those that were signed. */
        TAMPERED,
        /** The DS record is of another key. */
        WRONG_DS,
        /** The DS record is of an algorithm that nobody knows. */
        UNKNOWN_DS;

        boolean inTheFile() {
            return this == EXPIRED || this == EARLY || this == TAMPERED;
        }

        Duration signedAfter() {
            return Duration.ofDays(this == EXPIRED ? -90 : this == EARLY ? 90 : 0);
        }

        String inDs(String record) {
            String[] fields = record.trim().split(" ", 6);
            return switch (this) {
                case WRONG_DS -> record.replace(fields[5], fields[5].replaceAll("[0-9a-f]", "7"));
                case UNKNOWN_DS -> String.join(" ", fields[0], "DS", fields[2], "200", fields[4], fields[5]);
                default -> record;
            };
        }
    }

    SignedZone(String name, Signing signing, String records) {
        this(name, signing, Flaw.NONE, records);
    }

    static String tamper(String text) {
        String tampered = text.replaceAll("(?i)" + GENUINE, "c".repeat(64));
        if (tampered.equals(text)) {
            throw new AssertionError("nothing to tamper with: " + text);
        }
        return tampered;
    }

    String absolute() {
        return name.equals(".") ? name : name + ".";
    }

    String file() {
        return (name.equals(".") ? "root" : name.toLowerCase(Locale.ROOT)) + ".zone";
    }

    /** The nearest zone above; of the root itself no zone. */
    SignedZone parent(List<SignedZone> zones) {
        return zones.stream()
                .filter(zone -> !zone.equals(this) && (zone.name.equals(".") || name.endsWith("." + zone.name)))
                .max(Comparator.comparingInt(zone -> zone.name.length()))
                .orElse(this);
    }
}
