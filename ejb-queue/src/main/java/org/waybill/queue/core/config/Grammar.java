package org.waybill.queue.core.config;

import static org.waybill.queue.core.config.OptionTable.Row.condition;
import static org.waybill.queue.core.config.OptionTable.Row.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.waybill.queue.core.config.OptionTable.Row;

/** The tables of the language: every word of the reference stands here, supported or not. */
final class Grammar {

    /** First words of statements that the reference has and this version has not. */
    static final Set<String> UNSUPPORTED_DIRECTIVES = Set.of("proc", "admd");

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
                    option("hostnames", Shape.TABLE),
                    option("filter", Shape.FILTERS),
                    option("max-message-size", Shape.SIZE),
                    option("max-clients", Shape.COUNT),
                    option("max-clients-per-source", Shape.COUNT)),
            Set.of("protocols", "ciphers"));

    /** Of mail from inside of this server. */
    static final OptionTable LISTEN_ON_SOCKET = new OptionTable(
            "listen on socket",
            List.of(
                    option("filter", Shape.FILTERS),
                    option("mask-src", Shape.FLAG),
                    option("no-dsn", Shape.FLAG),
                    option("tag", Shape.NAME)),
            Set.of());

    static final OptionTable FILTER_CONDITIONS = new OptionTable(
            "filter",
            List.of(
                    condition("fcrdns", Shape.FLAG),
                    condition("rdns", Shape.HOSTS),
                    condition("src", Shape.PATTERNS),
                    condition("helo", Shape.PATTERNS),
                    condition("auth", Shape.USERS),
                    condition("mail-from", Shape.PATTERNS),
                    condition("rcpt-to", Shape.PATTERNS)),
            Set.of(),
            ", and what to do");

    static final OptionTable FILTER_DECISIONS = new OptionTable(
            "filter",
            List.of(
                    option("bypass", Shape.FLAG),
                    option("junk", Shape.FLAG),
                    option("reject", Shape.WHOLE_REPLY),
                    option("disconnect", Shape.WHOLE_REPLY),
                    option("rewrite", Shape.TEXT)),
            Set.of("report"));

    static final OptionTable CONDITIONS = new OptionTable(
            "match",
            List.of(
                    condition("from any", Shape.FLAG, "from"),
                    condition("from local", Shape.FLAG, "from"),
                    condition("from src", Shape.PATTERNS, "from"),
                    condition("from socket", Shape.FLAG, "from"),
                    condition("from rdns", Shape.HOSTS, "from"),
                    condition("from auth", Shape.USERS, "from", "auth"),
                    condition("from mail-from", Shape.PATTERNS, "from", "mail-from"),
                    condition("for any", Shape.FLAG, "for"),
                    condition("for local", Shape.FLAG, "for"),
                    condition("for domain", Shape.PATTERNS, "for"),
                    condition("for rcpt-to", Shape.PATTERNS, "for", "rcpt-to"),
                    condition("mail-from", Shape.PATTERNS),
                    condition("rcpt-to", Shape.PATTERNS),
                    condition("helo", Shape.PATTERNS),
                    condition("tag", Shape.TAGS),
                    condition("auth", Shape.USERS),
                    condition("tls", Shape.FLAG),
                    condition("tls version", Shape.TLS_VERSION, "tls"),
                    condition("size", Shape.COMPARISON)),
            Set.of("header"),
            ", action NAME or reject");

    static final OptionTable DECISIONS =
            new OptionTable("match", List.of(option("action", Shape.ACTION), option("reject", Shape.REPLY)), Set.of());

    static final OptionTable REMARKS = new OptionTable("match", List.of(option("description", Shape.TEXT)), Set.of());

    static final OptionTable METHODS = new OptionTable(
            "action",
            List.of(
                    option("mbox", Shape.FLAG),
                    option("maildir", Shape.MAILDIR_PATH),
                    option("mda", Shape.COMMAND),
                    option("lmtp", Shape.LMTP_TARGET),
                    option("expand-only", Shape.FLAG),
                    option("forward-only", Shape.FLAG),
                    option("relay", Shape.FLAG),
                    option("jms", Shape.JMS_DESTINATION),
                    option("hold", Shape.FLAG),
                    option("discard", Shape.FLAG)),
            Set.of());

    private static final List<Row> ANY_ACTION = List.of(
            option("ttl", Shape.DURATION),
            option("retry", Shape.DELAYS),
            option("jitter", Shape.PERCENT),
            option("warn-interval", Shape.DELAYS),
            option("description", Shape.TEXT));

    private static final List<Row> LOCAL_ACTION = with(
            option("alias", Shape.TABLE, "alias"),
            option("virtual", Shape.TABLE, "alias"),
            option("userbase", Shape.TABLE));

    private static final Row USER = option("user", Shape.NAME);

    /** The options of an action by its method. */
    static final Map<String, OptionTable> ACTION_OPTIONS = Map.of(
            "mbox",
            local("mbox"),
            "maildir",
            local("maildir", option("junk", Shape.FLAG), USER),
            "mda",
            local("mda", USER, option("wrapper", Shape.NAME)),
            "lmtp",
            local("lmtp", option("rcpt-to", Shape.FLAG), USER),
            "expand-only",
            local("expand-only"),
            "forward-only",
            local("forward-only"),
            "relay",
            new OptionTable("action … relay", with(RelayShapes.ROWS.toArray(Row[]::new)), Set.of("filter")),
            "jms",
            new OptionTable("action … jms", ANY_ACTION, Set.of()),
            "hold",
            new OptionTable("action … hold", ANY_ACTION, Set.of()),
            "discard",
            new OptionTable("action … discard", ANY_ACTION, Set.of()));

    static final OptionTable PKI = new OptionTable(
            "pki",
            List.of(option("cert", Shape.FILE), option("key", Shape.FILE), option("self-signed", Shape.FLAG)),
            Set.of("dhe"));

    static final OptionTable CA = new OptionTable("ca", List.of(option("cert", Shape.FILE)), Set.of());

    /** Behind the query of {@code table NAME sql:…}. */
    static final OptionTable SQL = new OptionTable("table … sql", List.of(option("contents", Shape.TEXT)), Set.of());

    /** Behind the URL of {@code table NAME ldap:…}. */
    static final OptionTable LDAP = new OptionTable(
            "table … ldap",
            List.of(
                    option("base", Shape.TEXT),
                    option("filter", Shape.TEXT),
                    option("attribute", Shape.ATTRIBUTES),
                    option("key", Shape.ATTRIBUTE),
                    option("bind", Shape.TEXT),
                    option("auth", Shape.TABLE),
                    option("starttls", Shape.FLAG),
                    option("no-verify", Shape.FLAG),
                    option("ca", Shape.FILE)),
            Set.of());

    /** Statements of one option each, that hold for the whole server. */
    static final Map<String, OptionTable> SETTINGS = settings(
            new OptionTable(
                    "smtp",
                    List.of(
                            option("max-message-size", Shape.SIZE),
                            option("limit", Limits.SMTP),
                            option("sub-addr-delim", Shape.DELIMITER)),
                    Set.of("ciphers")),
            new OptionTable(
                    "queue",
                    List.of(option("ttl", Shape.DURATION), option("max-depth", Shape.COUNT)),
                    Set.of("compression", "encryption")),
            new OptionTable("bounce", List.of(option("warn-interval", Shape.DELAYS)), Set.of()),
            new OptionTable(
                    "srs",
                    List.of(option("key", Shape.SECRET), option("key backup", Shape.SECRET), option("ttl", Shape.DAYS)),
                    Set.of()),
            new OptionTable(
                    "mda", List.of(option("wrapper", Shape.NAMED_COMMAND), option("limit", Limits.MDA)), Set.of()),
            new OptionTable(
                    "mta", List.of(option("limit", Shape.MTA_LIMIT), option("max-deferred", Shape.COUNT)), Set.of()),
            new OptionTable("scheduler", List.of(option("limit", Limits.SCHEDULER)), Set.of()));

    /** All keywords behind the name of an action. */
    static final Set<String> ACTION_WORDS =
            keywords(METHODS, ACTION_OPTIONS.values().toArray(OptionTable[]::new));

    /** All keywords of a rule. */
    static final Set<String> MATCH_WORDS = keywords(CONDITIONS, DECISIONS, REMARKS);

    /** All keywords of a filter. */
    static final Set<String> FILTER_WORDS = keywords(FILTER_CONDITIONS, FILTER_DECISIONS);

    private Grammar() {}

    private static Map<String, OptionTable> settings(OptionTable... tables) {
        Map<String, OptionTable> byKeyword = new LinkedHashMap<>();
        for (OptionTable table : tables) {
            byKeyword.put(table.name(), table);
        }
        return Collections.unmodifiableMap(byKeyword);
    }

    private static OptionTable local(String method, Row... rows) {
        // only a command can have another one around it
        return new OptionTable(
                "action … " + method,
                Stream.concat(Stream.of(rows), LOCAL_ACTION.stream()).toList(),
                method.equals("mda") ? Set.of() : Set.of("wrapper"));
    }

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
        return word.equals(Shape.REGEX)
                || ACTION_WORDS.contains(word)
                || MATCH_WORDS.contains(word)
                || FILTER_WORDS.contains(word)
                || LISTEN.keywords().contains(word);
    }
}
