package org.waybill.queue.core.relay;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waybill.queue.core.relay.Login.Mechanism;
import org.waybill.smtp.AddressLiteral;

/** The grammar of what stands behind the {@code ?} of a relay URL: a table of options, joined by {@code &}. */
final class UrlOptionsSyntax {

    private static final int MAX_WEIGHT = 10_000;
    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_RATE = 1_000_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    private static final Map<String, Duration> TIMES =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /** In canonical order: how each option changes those that were read before it. */
    private static final Map<String, BiFunction<UrlOptions, String, UrlOptions>> READERS = readers();

    private UrlOptionsSyntax() {}

    private static Map<String, BiFunction<UrlOptions, String, UrlOptions>> readers() {
        Map<String, BiFunction<UrlOptions, String, UrlOptions>> readers = new LinkedHashMap<>();
        readers.put("weight", (o, v) -> o.withWeight(number("weight", v, MAX_WEIGHT)));
        readers.put("verify", (o, v) -> o.withVerify(verify(v)));
        readers.put("pki", (o, v) -> o.withPki(name("pki", v)));
        readers.put("ca", (o, v) -> o.withCa(name("ca", v)));
        readers.put("src", (o, v) -> o.withSrc(source(v)));
        readers.put("helo", (o, v) -> o.withHelo(HeloNames.checked(v)));
        readers.put("sessions", (o, v) -> o.withSessions(number("sessions", v, MAX_SESSIONS)));
        readers.put("rate", (o, v) -> o.withRate(rate(v)));
        readers.put("auth", (o, v) -> o.withAuth(mechanisms(v)));
        readers.put("mail-from", (o, v) -> o.withMailFrom(MailFrom.parse(v).toString()));
        return readers;
    }

    /** @param text what stands behind the {@code ?} */
    static UrlOptions parse(String text) {
        UrlOptions options = UrlOptions.NONE;
        List<String> given = new ArrayList<>();
        for (String option : text.split("&", -1)) {
            int equals = option.indexOf('=');
            String word = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
            BiFunction<UrlOptions, String, UrlOptions> reader = READERS.get(word);
            if (reader == null) {
                throw new IllegalArgumentException("unknown option '" + word + "' behind the '?': expected one of "
                        + String.join(", ", READERS.keySet()) + ", joined by '&'");
            }
            if (equals < 0 || equals == option.length() - 1) {
                throw new IllegalArgumentException("the option '" + word + "' has no value: write " + word + "=…");
            }
            if (given.contains(word)) {
                throw new IllegalArgumentException("the option '" + word + "' is given twice: keep one of them");
            }
            given.add(word);
            options = reader.apply(options, option.substring(equals + 1));
        }
        return options;
    }

    private static int number(String option, String value, int most) {
        int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(
                    "expected " + option + "= and a number within 1.." + most + ", not '" + value + "'");
        }
        return number;
    }

    private static UrlOptions.Verify verify(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes" -> UrlOptions.Verify.YES;
            case "no" -> UrlOptions.Verify.NO;
            case "dane" -> UrlOptions.Verify.DANE;
            default -> throw new IllegalArgumentException("expected verify=yes, no or dane, not '" + value + "'");
        };
    }

    private static String name(String option, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("expected " + option + "= and the name of a " + option
                    + " of the configuration, not '" + value + "'");
        }
        return value;
    }

    private static String source(String value) {
        return AddressLiteral.parse(value)
                .map(InetAddress::getHostAddress)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected src= and an address of this server such as 192.0.2.1, not '" + value + "'"));
    }

    private static Rate rate(String value) {
        int slash = value.indexOf('/');
        Duration per = slash < 0 ? null : TIMES.get(value.substring(slash + 1).toLowerCase(Locale.ROOT));
        if (per == null) {
            throw new IllegalArgumentException("expected rate=N/s, N/m or N/h, not '" + value + "'");
        }
        return new Rate(number("rate", value.substring(0, slash), MAX_RATE), per);
    }

    private static List<Mechanism> mechanisms(String value) {
        List<Mechanism> mechanisms = new ArrayList<>();
        for (String word : value.split(",", -1)) {
            mechanisms.add(List.of(Mechanism.values()).stream()
                    .filter(mechanism -> mechanism.word().equalsIgnoreCase(word))
                    .filter(mechanism -> !mechanisms.contains(mechanism))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected auth= and mechanisms out of plain, login,"
                            + " xoauth2 and scram-sha-256, each once, joined by commas, not '" + value + "'")));
        }
        return mechanisms;
    }

    /** With the {@code ?}; empty if nothing is said. */
    static String print(UrlOptions options) {
        List<String> said = new ArrayList<>();
        add(said, "weight", options.weight() == 1 ? "" : String.valueOf(options.weight()));
        add(said, "verify", options.verify() == UrlOptions.Verify.UNSAID ? "" : word(options.verify()));
        add(said, "pki", options.pki());
        add(said, "ca", options.ca());
        add(said, "src", options.src());
        add(said, "helo", options.helo());
        add(said, "sessions", options.sessions() == 0 ? "" : String.valueOf(options.sessions()));
        add(said, "rate", options.rate().limited() ? options.rate().toString() : "");
        add(said, "auth", options.auth().stream().map(UrlOptionsSyntax::word).collect(Collectors.joining(",")));
        add(said, "mail-from", options.mailFrom());
        return said.isEmpty() ? "" : "?" + String.join("&", said);
    }

    private static void add(List<String> said, String option, String value) {
        if (!value.isEmpty()) {
            said.add(option + "=" + value);
        }
    }

    private static String word(UrlOptions.Verify verify) {
        return verify.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Mechanism mechanism) {
        return mechanism.word().toLowerCase(Locale.ROOT);
    }
}
