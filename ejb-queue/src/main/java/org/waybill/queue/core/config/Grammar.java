package org.waybill.queue.core.config;

import static org.waybill.queue.core.config.OptionTable.Row.condition;
import static org.waybill.queue.core.config.OptionTable.Row.option;
import static org.waybill.queue.core.config.OptionTable.Row.synonym;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.waybill.queue.core.config.OptionTable.Row;

/** The tables of the language: every word of the reference stands here, supported or not. */
final class Grammar {

    /** First words of statements that the reference has and this version has not. */
    static final Set<String> UNSUPPORTED_DIRECTIVES =
            Set.of("bounce", "srs", "mta", "mda", "scheduler", "filter", "proc", "admd");

    /** First words of statements before OpenSMTPD 6.4, and what to write now. */
    static final Map<String, String> FORMER_DIRECTIVES = Map.of(
            "accept", "write what to do as action NAME …, and for whom as match … action NAME",
            "reject", "write match … reject",
            "expire", "write queue ttl …",
            "limit", "write smtp limit …",
            "max-message-size", "write smtp max-message-size …");

    static final OptionTable LISTEN = new OptionTable(
            "listen",
            List.of(
                    option("port", Shape.PORT),
                    option("tls", Shape.FLAG, "tls"),
                    option("tls-require", Shape.FLAG, "tls"),
                    option("tls-require verify", Shape.FLAG, "tls"),
                    option("smtps", Shape.FLAG, "tls"),
                    option("smtps verify", Shape.FLAG, "tls"),
                    option("pki", Shape.NAMES),
                    option("ca", Shape.NAMES),
                    option("auth", Shape.OPTIONAL_TABLE),
                    option("auth-optional", Shape.OPTIONAL_TABLE, "auth"),
                    option("senders", Shape.TABLE),
                    option("masquerade", Shape.FLAG),
                    option("received-auth", Shape.FLAG),
                    option("mask-src", Shape.FLAG),
                    option("no-dsn", Shape.FLAG),
                    option("lmtp", Shape.FLAG),
                    option("inet4", Shape.FLAG, "inet"),
                    option("inet6", Shape.FLAG, "inet"),
                    option("proxy-v2", Shape.FLAG, "proxy"),
                    option("proxy", Shape.VALUES),
                    option("xclient", Shape.VALUES),
                    option("tag", Shape.NAME),
                    option("hostname", Shape.HOST_NAME),
                    option("max-message-size", Shape.SIZE),
                    option("max-clients", Shape.COUNT),
                    option("max-clients-per-source", Shape.COUNT)),
            Set.of("protocols", "ciphers", "filter", "hostnames"));

    static final OptionTable CONDITIONS = new OptionTable(
            "match",
            List.of(
                    condition("from any", Shape.FLAG, "from"),
                    condition("from local", Shape.FLAG, "from"),
                    condition("from src", Shape.VALUES, "from"),
                    condition("from auth", Shape.USERS, "from", "auth"),
                    condition("from mail-from", Shape.VALUES, "from", "mail-from"),
                    condition("for any", Shape.FLAG, "for"),
                    condition("for local", Shape.FLAG, "for"),
                    condition("for domain", Shape.VALUES, "for"),
                    condition("for rcpt-to", Shape.VALUES, "for", "rcpt-to"),
                    condition("mail-from", Shape.VALUES),
                    condition("rcpt-to", Shape.VALUES),
                    condition("helo", Shape.VALUES),
                    condition("tag", Shape.NAME),
                    condition("auth", Shape.USERS),
                    condition("tls", Shape.FLAG)),
            Set.of("from socket", "from rdns", "size", "header", "tls version"),
            ", action NAME or reject");

    static final OptionTable DECISIONS =
            new OptionTable("match", List.of(option("action", Shape.ACTION), option("reject", Shape.REPLY)), Set.of());

    static final OptionTable REMARKS = new OptionTable("match", List.of(option("description", Shape.TEXT)), Set.of());

    static final OptionTable METHODS = new OptionTable(
            "action",
            List.of(
                    option("maildir", Shape.MAILDIR_PATH),
                    option("relay", Shape.FLAG),
                    option("hold", Shape.FLAG),
                    option("discard", Shape.FLAG)),
            Set.of("mbox", "mda", "lmtp", "expand-only", "forward-only", "jms"));

    private static final List<Row> ANY_ACTION = List.of(
            option("ttl", Shape.DURATION),
            option("retry", Shape.DELAYS),
            option("jitter", Shape.PERCENT),
            option("description", Shape.TEXT));

    private static final Row HOST = option("host", Shape.RELAY_URLS);

    /** The options of an action by its method. */
    static final Map<String, OptionTable> ACTION_OPTIONS = Map.of(
            "maildir",
            new OptionTable(
                    "action … maildir",
                    with(option("userbase", Shape.TABLE)),
                    Set.of("junk", "alias", "virtual", "user", "wrapper", "warn-interval")),
            "relay",
            new OptionTable(
                    "action … relay",
                    with(HOST, synonym("via", HOST)),
                    Set.of(
                            "via map",
                            "host by",
                            "policy",
                            "domain",
                            "auth",
                            "tls",
                            "pki",
                            "ca",
                            "protocols",
                            "ciphers",
                            "mail-from",
                            "helo",
                            "helo-src",
                            "src",
                            "backup",
                            "srs",
                            "filter",
                            "warn-interval")),
            "hold",
            new OptionTable("action … hold", ANY_ACTION, Set.of("warn-interval")),
            "discard",
            new OptionTable("action … discard", ANY_ACTION, Set.of("warn-interval")));

    static final OptionTable PKI = new OptionTable(
            "pki",
            List.of(option("cert", Shape.FILE), option("key", Shape.FILE), option("self-signed", Shape.FLAG)),
            Set.of("dhe"));

    static final OptionTable CA = new OptionTable("ca", List.of(option("cert", Shape.FILE)), Set.of());

    static final OptionTable SMTP = new OptionTable(
            "smtp",
            List.of(
                    option("max-message-size", Shape.SIZE),
                    option("limit max-mails", Shape.COUNT),
                    option("limit max-rcpt", Shape.COUNT)),
            Set.of("sub-addr-delim", "ciphers"));

    static final OptionTable QUEUE = new OptionTable(
            "queue",
            List.of(option("ttl", Shape.DURATION), option("max-depth", Shape.COUNT)),
            Set.of("compression", "encryption"));

    /** All keywords behind the name of an action. */
    static final Set<String> ACTION_WORDS =
            keywords(METHODS, ACTION_OPTIONS.values().toArray(OptionTable[]::new));

    /** All keywords of a rule. */
    static final Set<String> MATCH_WORDS = keywords(CONDITIONS, DECISIONS, REMARKS);

    private Grammar() {}

    private static List<Row> with(Row... rows) {
        return Stream.concat(Stream.of(rows), ANY_ACTION.stream()).toList();
    }

    private static Set<String> keywords(OptionTable first, OptionTable... others) {
        Set<String> words = new LinkedHashSet<>(first.keywords());
        for (OptionTable table : others) {
            words.addAll(table.keywords());
        }
        return Set.copyOf(words);
    }

    /** Whether a value must be quoted wherever it stands, so that it is no keyword there. */
    static boolean isKeyword(String word) {
        return ACTION_WORDS.contains(word)
                || MATCH_WORDS.contains(word)
                || LISTEN.keywords().contains(word);
    }
}
