package org.waybill.queue.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How other domains' wishes about the security of their mail are looked up and answered.
 *
 * @param dnssec whether answers of the DNS are validated
 * @param anchorsOrNull a file with the keys to begin at; {@code null} for those of the root
 * @param insecure names below which nothing is validated
 * @param sts whether MTA-STS policies are looked up
 * @param reportContact who sends TLS reports and can be asked about them, a mail address; empty: nobody reports
 * @param reportOrganization who that is; empty for the server's name
 */
public record MxSettings(
        Dnssec dnssec,
        @Nullable Path anchorsOrNull,
        List<String> insecure,
        boolean sts,
        String reportContact,
        String reportOrganization) {

    /** Every default. */
    public static final MxSettings STANDARD = new MxSettings(Dnssec.AUTO, null, List.of(), true, "", "");

    private static final String NAME = "[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?";

    private static final String ADDRESS =
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*";

    private static final Pattern ANCHOR = Pattern.compile("\\b(DS|DNSKEY)\\b");

    /** Whether answers of the DNS are validated. */
    public enum Dnssec {
        /** Never. */
        OFF,
        /** Where the name servers pass signatures on. */
        AUTO,
        /** Always: name servers that pass no signatures on are useless. */
        ON
    }

    public MxSettings {
        insecure = List.copyOf(insecure);
    }

    public Optional<Path> anchors() {
        return Optional.ofNullable(anchorsOrNull);
    }

    static MxSettings from(UnaryOperator<String> environment) throws SettingsException {
        return new MxSettings(
                dnssec(environment.apply("WAYBILL_DNSSEC")),
                anchors(environment.apply("WAYBILL_DNSSEC_ANCHORS")),
                names(environment.apply("WAYBILL_DNSSEC_INSECURE")),
                sts(environment.apply("WAYBILL_MTA_STS")),
                contact(environment.apply("WAYBILL_TLS_REPORTS")),
                organization(environment.apply("WAYBILL_TLS_REPORTS_ORGANIZATION")));
    }

    private static Dnssec dnssec(String text) throws SettingsException {
        return switch (text) {
            case "", "auto" -> Dnssec.AUTO;
            case "on" -> Dnssec.ON;
            case "off" -> Dnssec.OFF;
            default -> throw new SettingsException("WAYBILL_DNSSEC: expected auto, on or off, not '" + text + "'");
        };
    }

    private static @Nullable Path anchors(String text) throws SettingsException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Path file = Path.of(text).toAbsolutePath().normalize();
            if (ANCHOR.matcher(Files.readString(file)).find()) {
                return file;
            }
            throw new SettingsException("WAYBILL_DNSSEC_ANCHORS: there is no DS or DNSKEY record in " + file);
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException("WAYBILL_DNSSEC_ANCHORS: there is no readable file " + text);
        }
    }

    private static List<String> names(String text) throws SettingsException {
        List<String> names = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!name.matches(NAME)) {
                throw new SettingsException("WAYBILL_DNSSEC_INSECURE: '" + name + "' is not a domain");
            }
        }
        return names;
    }

    private static boolean sts(String text) throws SettingsException {
        return switch (text) {
            case "", "on" -> true;
            case "off" -> false;
            default -> throw new SettingsException("WAYBILL_MTA_STS: expected on or off, not '" + text + "'");
        };
    }

    private static String contact(String text) throws SettingsException {
        if (text.isEmpty() || text.equals("off")) {
            return "";
        }
        if (!text.matches(ADDRESS)) {
            throw new SettingsException("WAYBILL_TLS_REPORTS: expected off or a mail address, not '" + text + "'");
        }
        return text;
    }

    private static String organization(String text) throws SettingsException {
        if (text.length() > 100 || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new SettingsException(
                    "WAYBILL_TLS_REPORTS_ORGANIZATION: expected up to 100 printable ASCII characters");
        }
        return text.strip();
    }
}
