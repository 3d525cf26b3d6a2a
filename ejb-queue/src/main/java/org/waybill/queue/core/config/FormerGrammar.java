package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.OptionTable.Row;
import org.waybill.queue.core.config.Token.Kind;

/** The tables of the grammar before OpenSMTPD 6.4: each word with the phrase of today. */
final class FormerGrammar {

    private static final Map<String, String> SERVICES =
            Map.of("smtp", "25", "lmtp", "24", "smtps", "465", "submission", "587", "submissions", "465");

    /** A table by its name, in brackets or not, or written in place. */
    static final Shape MAPPING = FormerGrammar::mapping;

    /** As today, or {@code map} and the name of a table. */
    static final Shape VALUES = cursor -> skipMap(cursor) ? List.of(tableName(cursor)) : Shape.VALUES.read(cursor);

    private static final Shape SOURCES =
            cursor -> skipMap(cursor) ? List.of(tableName(cursor)) : RelayShapes.SOURCES.read(cursor);

    private static final Shape OPTIONAL_MAPPING =
            cursor -> cursor.peek().is(Kind.LESS) || cursor.peek().is(Kind.OPEN) || cursor.atValue()
                    ? mapping(cursor)
                    : List.of();

    private static final Shape OPTIONAL_HOST = cursor -> cursor.atValue() ? Shape.HOST_NAME.read(cursor) : List.of();

    private static final Shape PORT = FormerGrammar::port;

    private static final Row EXPIRE = row("expire", "ttl", Shape.DURATION);

    private static final Row AS_USER = row("as", "user", Shape.NAME);

    /** Both protocols, on the port of each. */
    static final String SECURE = "secure";

    static final OptionTable LISTEN = new OptionTable(
            "listen",
            List.of(
                    row("inet4", "inet4", Shape.FLAG, "inet"),
                    row("inet6", "inet6", Shape.FLAG, "inet"),
                    row("port", "port", PORT),
                    row("tls", "tls", Shape.FLAG),
                    row("tls-require", "tls-require", Shape.FLAG, "tls"),
                    row("tls-require verify", "tls-require verify", Shape.FLAG, "tls"),
                    row("smtps", "smtps", Shape.FLAG, "tls"),
                    row("smtps verify", "smtps verify", Shape.FLAG, "tls"),
                    row(SECURE, SECURE, Shape.FLAG, "tls"),
                    row("pki", "pki", Shape.NAME),
                    row("certificate", "pki", Shape.NAME),
                    row("ca", "ca", Shape.NAME),
                    row("auth", "auth", OPTIONAL_MAPPING),
                    row("enable auth", "auth", Shape.FLAG),
                    row("auth-optional", "auth-optional", OPTIONAL_MAPPING, "auth"),
                    row("tag", "tag", Shape.NAME),
                    row("hostname", "hostname", Shape.HOST_NAME),
                    row("hostnames", "hostnames", MAPPING),
                    row("senders", "senders", MAPPING),
                    row("masquerade", "masquerade", Shape.FLAG),
                    row("mask-source", "mask-src", Shape.FLAG),
                    row("received-auth", "received-auth", Shape.FLAG),
                    row("no-dsn", "no-dsn", Shape.FLAG),
                    row("filter", "filter", Shape.TEXT)),
            Set.of());

    static final OptionTable LISTEN_ON_SOCKET = new OptionTable(
            "listen on socket",
            List.of(row("mask-source", "mask-src", Shape.FLAG), row("filter", "filter", Shape.TEXT)),
            Set.of());

    static final OptionTable METHODS = new OptionTable(
            "deliver to",
            List.of(
                    row("mbox", "mbox", Shape.FLAG),
                    row("maildir", "maildir", Shape.MAILDIR_PATH),
                    row("mda", "mda", Shape.COMMAND),
                    row("lmtp", "lmtp", Shape.LMTP_TARGET)),
            Set.of());

    static final Map<String, OptionTable> DELIVERIES = Map.of(
            "mbox", deliveries("mbox"),
            "maildir", deliveries("maildir"),
            "mda", deliveries("mda", AS_USER),
            "lmtp", deliveries("lmtp", AS_USER, row("rcpt-to", "rcpt-to", Shape.FLAG)));

    /** Of relays; today's phrases are those of the reference, whether this version has them or not. */
    static final OptionTable RELAY = new OptionTable(
            "relay",
            List.of(
                    row("via", "host", VALUES),
                    row("backup", "backup", OPTIONAL_HOST),
                    row("as", "mail-from", RelayShapes.MAIL_FROM),
                    row("source", "src", SOURCES),
                    row("hostname", "helo", RelayShapes.HELO),
                    row("hostnames", "helo-src", MAPPING, "helo"),
                    row("pki", "pki", Shape.NAME),
                    row("certificate", "pki", Shape.NAME),
                    row("ca", "ca", Shape.NAME),
                    row("tls", "tls no-verify", Shape.FLAG, "tls"),
                    row("tls verify", "tls", Shape.FLAG),
                    row("verify", "verify", Shape.FLAG, "tls"),
                    row("auth", "auth", MAPPING),
                    EXPIRE),
            Set.of());

    /** What looks recipients up; before the method of an action. */
    static final OptionTable LOOKUPS = new OptionTable(
            "accept",
            List.of(
                    row("alias", "alias", MAPPING),
                    row("virtual", "virtual", MAPPING, "alias"),
                    row("userbase", "userbase", MAPPING),
                    EXPIRE),
            Set.of());

    /** What can be limited, and how it is named today. */
    static final Map<String, Row> LIMITS = Map.of(
            "session", row("smtp", "limit", Limits.SMTP),
            "mda", row("mda", "limit", Limits.MDA),
            "mta", row("mta", "limit", Shape.MTA_LIMIT),
            "scheduler", row("scheduler", "limit", Limits.SCHEDULER));

    static final OptionTable PKI = new OptionTable(
            "pki",
            List.of(
                    row("certificate", "cert", Shape.FILE),
                    row("cert", "cert", Shape.FILE),
                    row("key", "key", Shape.FILE),
                    row("dhparams", "dhe", Shape.TEXT),
                    row("dhe", "dhe", Shape.TEXT)),
            Set.of());

    static final OptionTable CA = new OptionTable(
            "ca", List.of(row("certificate", "cert", Shape.FILE), row("cert", "cert", Shape.FILE)), Set.of());

    /** Statements of one value, and what says the same today. */
    static final Map<String, Row> SETTINGS = Map.of(
            "expire", row("queue", "ttl", Shape.DURATION),
            "max-mta-deferred", row("mta", "max-deferred", Shape.COUNT),
            "bounce-warn", row("bounce", "warn-interval", Shape.DELAYS),
            "max-message-size", row("smtp", "max-message-size", Shape.SIZE),
            "size", row("smtp", "max-message-size", Shape.SIZE),
            "subaddressing-delimiter", row("smtp", "sub-addr-delim", Shape.DELIMITER));

    /** Statements that have no equal, and why nothing is lost or what to do. */
    static final Map<String, String> WITHOUT_EQUAL = Map.of(
            "hostname", "set WAYBILL_HOSTNAME",
            "ciphers", "the ciphers of TLS are those of the Java platform",
            "limit", "there is no such limit",
            "queue", "the queue is kept in the database as it is",
            "filter", "filters were another thing then; see filter in the manual");

    /** All keywords of a rule. */
    static final Set<String> RULE_WORDS = ruleWords();

    private FormerGrammar() {}

    private static Set<String> ruleWords() {
        Set<String> words = new HashSet<>(Set.of(
                "from", "for", "any", "all", "local", "domain", "sender", "recipient", "tagged", "authenticated"));
        words.addAll(Set.of("deliver", "to", "relay", "forward-only", "map"));
        words.addAll(LOOKUPS.keywords());
        words.addAll(RELAY.keywords());
        words.add("rcpt-to");
        return Set.copyOf(words);
    }

    private static Row row(String written, String phrase, Shape shape, String... subjects) {
        return Row.synonym(written, Row.option(phrase, shape, subjects));
    }

    private static OptionTable deliveries(String method, Row... rows) {
        List<Row> all = new ArrayList<>(List.of(rows));
        all.add(EXPIRE);
        return new OptionTable("deliver to " + method, all, Set.of());
    }

    private static List<Operand> mapping(Cursor cursor) {
        if (cursor.peek().is(Kind.OPEN)) {
            return List.of(cursor.listing());
        }
        skipMap(cursor);
        return List.of(tableName(cursor));
    }

    private static boolean skipMap(Cursor cursor) {
        if (cursor.peek().isWord("map")) {
            cursor.take();
            return true;
        }
        return false;
    }

    private static TableName tableName(Cursor cursor) {
        return cursor.peek().is(Kind.LESS)
                ? cursor.tableName()
                : new TableName(cursor.word("the name of a table", false));
    }

    private static List<Operand> port(Cursor cursor) {
        Word port = cursor.word("a port", false);
        Word number = new Word(SERVICES.getOrDefault(port.value(), port.value()), port.macro(), false, port.place());
        cursor.check(number, Quantity::port);
        return List.of(number);
    }
}
