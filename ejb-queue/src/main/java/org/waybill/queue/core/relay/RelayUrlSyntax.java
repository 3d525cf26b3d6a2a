package org.waybill.queue.core.relay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.DomainName;

/** The grammar of relay URLs: a table of schemas, then label, host, port and options. */
final class RelayUrlSyntax {

    private static final Map<String, RelayUrl.Schema> SCHEMAS = Map.of(
            "smtp", RelayUrl.Schema.SMTP,
            "tls", RelayUrl.Schema.TLS,
            "smtp+tls", RelayUrl.Schema.TLS,
            "smtps", RelayUrl.Schema.SMTPS,
            "ssl", RelayUrl.Schema.SSL,
            "smtp+notls", RelayUrl.Schema.NOTLS,
            "lmtp", RelayUrl.Schema.LMTP);

    private static final String EXPECTED = "expected smtp, tls, smtp+tls, smtps, ssl, smtp+notls or lmtp";

    private static final String AUTH = "+auth";

    private static final int MAX_URL = 1024;
    private static final int MAX_HOST = 253;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._+=~-]{1,64}");
    private static final Pattern BRACKETED = Pattern.compile("[0-9A-Fa-f:.]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

    /** Blanks, and commas that do not stand before the next mechanism of {@code auth=}. */
    private static final Pattern BETWEEN_URLS =
            Pattern.compile("\\s+|,(?!(?:plain|login|xoauth2|scram-sha-256)(?:[,&\\s]|$))", Pattern.CASE_INSENSITIVE);

    private RelayUrlSyntax() {}

    static RelayUrl parse(String text) {
        if (text.length() > MAX_URL) {
            throw new IllegalArgumentException("a relay URL has at most " + MAX_URL + " characters");
        }
        int question = text.indexOf('?');
        String place = question < 0 ? text : text.substring(0, question);
        int end = place.indexOf("://");
        String word = end < 0 ? "smtp" : place.substring(0, end).toLowerCase(Locale.ROOT);
        boolean auth = word.endsWith(AUTH);
        RelayUrl.Schema schema = schema(word, auth);
        String rest = end < 0 ? place : place.substring(end + 3);
        int at = rest.lastIndexOf('@');
        String label = at < 0 ? "" : label(schema, rest.substring(0, at));
        UrlOptions options = question < 0 ? UrlOptions.NONE : UrlOptionsSyntax.parse(text.substring(question + 1));
        String hostAndPort = rest.substring(at + 1);
        Host host = hostAndPort.startsWith("[") ? bracketed(hostAndPort) : named(hostAndPort);
        return new RelayUrl(schema, auth, label, host.name(), port(schema, host), options);
    }

    /**
     * What stands behind schema and label.
     *
     * @param rest what follows the name
     */
    private record Host(String name, String rest) {}

    private static RelayUrl.Schema schema(String word, boolean auth) {
        String plain = auth ? word.substring(0, word.length() - AUTH.length()) : word;
        RelayUrl.Schema schema = SCHEMAS.get(plain);
        if (schema == null) {
            throw new IllegalArgumentException("unknown schema '" + word + "://': "
                    + (auth ? "expected tls+auth, smtps+auth or ssl+auth" : EXPECTED));
        }
        if (auth && !schema.guaranteesTls()) {
            throw new IllegalArgumentException("'" + word + "://' would send a password that could be read on its way:"
                    + " write tls+auth://, smtps+auth:// or ssl+auth://");
        }
        return schema;
    }

    private static String label(RelayUrl.Schema schema, String label) {
        if (label.indexOf(':') >= 0) {
            // the text may hold a password, which no message repeats
            throw new IllegalArgumentException(
                    "a password does not belong into a URL: put it into a table, and its label before the '@'");
        }
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("expected a label of 1 to 64 letters, digits and . _ + = ~ - before the"
                    + " '@', not '" + label + "'");
        }
        if (!schema.guaranteesTls()) {
            throw new IllegalArgumentException("the label '" + label + "@' needs a schema that guarantees TLS, not "
                    + schema.word() + "://: write tls://, smtps:// or ssl://");
        }
        return label;
    }

    private static Host bracketed(String rest) {
        int bracket = rest.indexOf(']');
        String address = bracket < 0 ? "" : rest.substring(1, bracket);
        if (!BRACKETED.matcher(address).matches()
                || AddressLiteral.parse(address).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected an address in brackets such as [2001:db8::1], not '" + rest + "'");
        }
        return new Host(address.toLowerCase(Locale.ROOT), rest.substring(bracket + 1));
    }

    private static Host named(String rest) {
        if (rest.indexOf(':') != rest.lastIndexOf(':')) {
            throw new IllegalArgumentException("expected an IPv6 address in brackets, not '" + rest + "'");
        }
        int colon = rest.indexOf(':');
        String given = colon < 0 ? rest : rest.substring(0, colon);
        String host = DomainName.toAscii(given)
                .filter(RelayUrlSyntax::isHost)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected a host name or address, not '" + given + "'"));
        return new Host(host, rest.substring(given.length()));
    }

    /** A name whose last label is not a number; what looks like an IPv4 address must be one. */
    private static boolean isHost(String host) {
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (NUMBER.matcher(lastLabel).matches()) {
            return AddressLiteral.parse(host).isPresent();
        }
        return host.length() <= MAX_HOST;
    }

    private static int port(RelayUrl.Schema schema, Host host) {
        if (host.rest().isEmpty()) {
            if (schema.defaultPort() == 0) {
                throw new IllegalArgumentException(schema.word() + ":// has no usual port: write " + schema.word()
                        + "://" + written(host.name()) + ":24 or another one");
            }
            return schema.defaultPort();
        }
        if (!PORT.matcher(host.rest()).matches()) {
            throw new IllegalArgumentException("expected ':' and a port within 1..65535, not '" + host.rest() + "'");
        }
        return RelayUrl.checkedPort(Integer.parseInt(host.rest().substring(1)));
    }

    static List<String> split(String text) {
        return BETWEEN_URLS.splitAsStream(text).filter(url -> !url.isEmpty()).toList();
    }

    static String place(RelayUrl url) {
        return url.schema().word() + "://" + hostAndPort(url);
    }

    static String print(RelayUrl url) {
        boolean loud = url.auth() && url.label().isEmpty();
        return url.schema().word()
                + (loud ? AUTH : "")
                + "://"
                + (url.label().isEmpty() ? "" : url.label() + "@")
                + hostAndPort(url)
                + UrlOptionsSyntax.print(url.options());
    }

    private static String hostAndPort(RelayUrl url) {
        return written(url.host()) + (url.port() == url.schema().defaultPort() ? "" : ":" + url.port());
    }

    private static String written(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
