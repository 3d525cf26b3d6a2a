package org.waybill.queue.core.relay;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.DomainName;

/** The grammar of relay URLs: a table of schemas, then host and port. */
final class RelayUrlSyntax {

    private static final Map<String, RelayUrl.Schema> SCHEMAS = Map.of(
            "smtp", RelayUrl.Schema.SMTP,
            "tls", RelayUrl.Schema.TLS,
            "smtp+tls", RelayUrl.Schema.TLS,
            "smtps", RelayUrl.Schema.SMTPS,
            "smtp+notls", RelayUrl.Schema.NOTLS);

    private static final Set<String> NOT_YET = Set.of("ssl", "smtps+auth", "tls+auth", "ssl+auth", "lmtp");

    private static final String EXPECTED = "expected smtp, tls, smtp+tls, smtps or smtp+notls";
    private static final int MAX_HOST = 253;

    private RelayUrlSyntax() {}

    static RelayUrl parse(String text) {
        int end = text.indexOf("://");
        String word = end < 0 ? "smtp" : text.substring(0, end).toLowerCase(Locale.ROOT);
        if (NOT_YET.contains(word)) {
            throw new IllegalArgumentException("schema '" + word + "://' is not supported yet: " + EXPECTED);
        }
        RelayUrl.Schema schema = SCHEMAS.get(word);
        if (schema == null) {
            throw new IllegalArgumentException("unknown schema '" + word + "://': " + EXPECTED);
        }
        String rest = end < 0 ? text : text.substring(end + 3);
        if (rest.indexOf('@') >= 0) {
            throw new IllegalArgumentException("credentials (label@) are not supported yet");
        }
        if (rest.indexOf('?') >= 0) {
            throw new IllegalArgumentException("options of a URL (?option=value) are not supported yet");
        }
        return rest.startsWith("[") ? bracketed(schema, rest) : named(schema, rest);
    }

    private static RelayUrl bracketed(RelayUrl.Schema schema, String rest) {
        int bracket = rest.indexOf(']');
        String address = bracket < 0 ? "" : rest.substring(1, bracket);
        if (!address.matches("[0-9A-Fa-f:.]+") || AddressLiteral.parse(address).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected an address in brackets such as [2001:db8::1], not '" + rest + "'");
        }
        return new RelayUrl(schema, address.toLowerCase(Locale.ROOT), port(schema, rest.substring(bracket + 1)));
    }

    private static RelayUrl named(RelayUrl.Schema schema, String rest) {
        if (rest.indexOf(':') != rest.lastIndexOf(':')) {
            throw new IllegalArgumentException("expected an IPv6 address in brackets, not '" + rest + "'");
        }
        int colon = rest.indexOf(':');
        String given = colon < 0 ? rest : rest.substring(0, colon);
        String host = DomainName.toAscii(given)
                .filter(RelayUrlSyntax::isHost)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected a host name or address, not '" + given + "'"));
        return new RelayUrl(schema, host, port(schema, rest.substring(given.length())));
    }

    /** A name whose last label is not a number; what looks like an IPv4 address must be one. */
    private static boolean isHost(String host) {
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (lastLabel.matches("[0-9]+")) {
            return AddressLiteral.parse(host).isPresent();
        }
        return host.length() <= MAX_HOST;
    }

    private static int port(RelayUrl.Schema schema, String suffix) {
        if (suffix.isEmpty()) {
            return schema.defaultPort();
        }
        if (!suffix.matches(":[0-9]{1,5}")) {
            throw new IllegalArgumentException("expected ':' and a port within 1..65535, not '" + suffix + "'");
        }
        return RelayUrl.checkedPort(Integer.parseInt(suffix.substring(1)));
    }
}
