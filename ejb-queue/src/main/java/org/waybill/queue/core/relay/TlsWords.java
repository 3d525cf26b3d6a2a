package org.waybill.queue.core.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words in which {@code protocols} and {@code ciphers} are written, as the reference's TLS library has them, and what
 * Java calls the same. Versions before TLS 1.2 and ciphers without authentication or forward secrecy have no word here.
 */
public final class TlsWords {

    private static final Pattern BETWEEN = Pattern.compile("[,:\\s]+");

    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    /** Words for whatever the Java runtime offers. */
    private static final Set<String> USUAL = Set.of("secure", "default", "all", "legacy", "compat");

    private static final Map<String, List<String>> PROTOCOLS = Map.of(
            "tlsv1.2", List.of(TLS_1_2),
            "tlsv1.3", List.of(TLS_1_3));

    /** OpenSSL's names of cipher suites with Java's, the strongest first. */
    private static final Map<String, String> CIPHERS = ciphers();

    private TlsWords() {}

    private static Map<String, String> ciphers() {
        Map<String, String> names = new LinkedHashMap<>();
        Stream.of("AES_256_GCM_SHA384", "AES_128_GCM_SHA256", "CHACHA20_POLY1305_SHA256")
                .forEach(suite -> names.put("TLS_" + suite, "TLS_" + suite));
        for (String key : List.of("ECDHE-ECDSA", "ECDHE-RSA", "DHE-RSA")) {
            String java = "TLS_" + key.replace('-', '_') + "_WITH_";
            names.put(key + "-AES256-GCM-SHA384", java + "AES_256_GCM_SHA384");
            names.put(key + "-AES128-GCM-SHA256", java + "AES_128_GCM_SHA256");
            names.put(key + "-CHACHA20-POLY1305", java + "CHACHA20_POLY1305_SHA256");
        }
        for (String key : List.of("ECDHE-ECDSA", "ECDHE-RSA")) {
            String java = "TLS_" + key.replace('-', '_') + "_WITH_";
            names.put(key + "-AES256-SHA384", java + "AES_256_CBC_SHA384");
            names.put(key + "-AES128-SHA256", java + "AES_128_CBC_SHA256");
            names.put(key + "-AES256-SHA", java + "AES_256_CBC_SHA");
            names.put(key + "-AES128-SHA", java + "AES_128_CBC_SHA");
        }
        return names;
    }

    /**
     * Reads {@code protocols}: versions with commas, colons or blanks between them; {@code !} before one takes it out.
     *
     * @return Java's names; empty for what the Java runtime offers
     * @throws IllegalArgumentException with a sentence
     */
    public static List<String> protocols(String text) {
        Set<String> chosen = new LinkedHashSet<>();
        boolean usual = false;
        for (String word : words(text)) {
            boolean without = word.startsWith("!");
            String name = (without ? word.substring(1) : word).toLowerCase(Locale.ROOT);
            boolean all = USUAL.contains(name);
            usual |= all && !without;
            List<String> versions = all ? List.of(TLS_1_2, TLS_1_3) : PROTOCOLS.get(name);
            if (versions == null) {
                throw new IllegalArgumentException(
                        "'" + word + "' is no version of TLS that is spoken here: TLSv1.2 or TLSv1.3");
            }
            if (without) {
                versions.forEach(chosen::remove);
            } else {
                chosen.addAll(versions);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no version of TLS is left: TLSv1.2, TLSv1.3 or both");
        }
        return usual && chosen.size() == 2 ? List.of() : List.copyOf(chosen);
    }

    /**
     * Reads {@code ciphers}: names of OpenSSL or Java with commas, colons or blanks between them.
     *
     * @return Java's names; empty for what the Java runtime offers
     * @throws IllegalArgumentException with a sentence
     */
    public static List<String> ciphers(String text) {
        List<String> words = words(text);
        if (words.size() == 1 && isUsual(words.get(0))) {
            return List.of();
        }
        List<String> chosen = new ArrayList<>();
        for (String word : words) {
            String upper = word.toUpperCase(Locale.ROOT);
            String java = CIPHERS.getOrDefault(upper, upper);
            if (!CIPHERS.containsValue(java)) {
                throw new IllegalArgumentException("'" + word + "' is no cipher that is used here: write names such as "
                        + "ECDHE-RSA-AES128-GCM-SHA256 or TLS_AES_128_GCM_SHA256, or \"default\"");
            }
            chosen.add(java);
        }
        return List.copyOf(new LinkedHashSet<>(chosen));
    }

    private static boolean isUsual(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return USUAL.contains(name) || name.equals("high");
    }

    private static List<String> words(String text) {
        List<String> words =
                BETWEEN.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.size() > 64) {
            throw new IllegalArgumentException("1 to 64 names are expected between the quotes");
        }
        return words;
    }
}
