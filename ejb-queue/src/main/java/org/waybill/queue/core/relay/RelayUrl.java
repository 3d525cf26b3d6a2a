package org.waybill.queue.core.relay;

import java.util.List;

/**
 * Names a next hop: {@code [schema[+auth]://][label@]host[:port][?option=value&…]}. What is said here holds for this entry
 * only: one URL never changes how another is used.
 *
 * @param schema how to connect
 * @param auth whether we must authenticate; only where the schema guarantees TLS, and always with a label
 * @param label under which the credentials are kept; empty: with {@code auth} those stored for the host's name
 * @param host a host name in A-labels or an address (an IPv6 one without its brackets)
 * @param port 1 to 65535; of {@code ssl} that of its first try, the second one is at 25
 * @param options of this entry
 */
public record RelayUrl(Schema schema, boolean auth, String label, String host, int port, UrlOptions options) {

    public RelayUrl {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a relay URL has a host");
        }
        checkedPort(port);
        auth |= !label.isEmpty();
        if (auth && !schema.guaranteesTls()) {
            throw new IllegalArgumentException("credentials do not go by " + schema.word()
                    + "://, where a password could be read on its way: write tls://, smtps:// or ssl://");
        }
        options.checkWith(schema, auth);
    }

    /** Without credentials and options. */
    public RelayUrl(Schema schema, String host, int port) {
        this(schema, false, "", host, port, UrlOptions.NONE);
    }

    static int checkedPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port within 1..65535, not " + port);
        }
        return port;
    }

    /** How to connect. */
    public enum Schema {
        /** STARTTLS when offered, unverified; plain text when not; once more in plain text when the handshake fails. */
        SMTP("smtp", 25),
        /** STARTTLS mandatory and verified. */
        TLS("tls", 25),
        /** TLS from the first octet, verified. */
        SMTPS("smtps", 465),
        /** TLS from the first octet, then STARTTLS, each verified; never plain text. */
        SSL("ssl", 465),
        /** Plain text only. */
        NOTLS("smtp+notls", 25),
        /** LMTP (RFC 2033) in plain text; the port must be given. */
        LMTP("lmtp", 0);

        private final String word;
        private final int defaultPort;

        Schema(String word, int defaultPort) {
            this.word = word;
            this.defaultPort = defaultPort;
        }

        public String word() {
            return word;
        }

        /** 0 if there is none. */
        public int defaultPort() {
            return defaultPort;
        }

        /** Whether nothing ever goes in plain text. */
        public boolean guaranteesTls() {
            return this == TLS || this == SMTPS || this == SSL;
        }

        /** Whether TLS is never spoken. */
        public boolean excludesTls() {
            return this == NOTLS || this == LMTP;
        }
    }

    /**
     * Reads a URL; {@code smtp+tls} is another word for {@code tls}. A label implies {@code +auth}.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static RelayUrl parse(String text) {
        return RelayUrlSyntax.parse(text);
    }

    /**
     * Divides a text into those URLs that stand in it, with commas or blanks between them. A comma between two mechanisms
     * of {@code auth=} belongs to the URL.
     */
    public static List<String> split(String text) {
        return RelayUrlSyntax.split(text);
    }

    /** Schema, host and port, for people: what tells one exchanger from another. */
    public String place() {
        return RelayUrlSyntax.place(this);
    }

    /** As it is written, in canonical form: {@link #parse} reads the same from it. It holds a label, never a secret. */
    @Override
    public String toString() {
        return RelayUrlSyntax.print(this);
    }
}
