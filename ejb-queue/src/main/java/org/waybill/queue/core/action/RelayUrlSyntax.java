package org.waybill.queue.core.action;

import java.util.Locale;
import java.util.Map;

/** The grammar of relay URLs: a table of schemas, then host and port. */
final class RelayUrlSyntax {

    private static final Map<String, RelayUrl.Schema> SCHEMAS = Map.of(
            "smtp", RelayUrl.Schema.SMTP,
            "tls", RelayUrl.Schema.TLS,
            "smtp+tls", RelayUrl.Schema.TLS,
            "smtps", RelayUrl.Schema.SMTPS,
            "smtp+notls", RelayUrl.Schema.NOTLS);

    private RelayUrlSyntax() {}

    static RelayUrl parse(String text) {
        int end = text.indexOf("://");
        String word = end < 0 ? "smtp" : text.substring(0, end).toLowerCase(Locale.ROOT);
        RelayUrl.Schema schema = SCHEMAS.get(word);
        if (schema == null) {
            throw new IllegalArgumentException(
                    "unknown schema '" + word + "://': expected smtp, tls, smtp+tls, smtps or smtp+notls");
        }
        return hostAndPort(schema, end < 0 ? text : text.substring(end + 3));
    }

    private static RelayUrl hostAndPort(RelayUrl.Schema schema, String rest) {
        int colon = rest.startsWith("[") ? rest.indexOf("]:") + 1 : rest.indexOf(':');
        String host = colon > 0 ? rest.substring(0, colon) : rest;
        int port = colon > 0 ? port(rest.substring(colon + 1)) : schema.defaultPort();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (!host.matches("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}")) {
            throw new IllegalArgumentException("expected a host name or address, not '" + host + "'");
        }
        return new RelayUrl(schema, host.toLowerCase(Locale.ROOT), port);
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("expected a port within 1..65535, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
