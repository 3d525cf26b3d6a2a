package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.waybill.queue.core.action.CommandTemplate;
import org.waybill.queue.core.action.JmsDestination;
import org.waybill.queue.core.action.PathTemplate;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Sequence;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Token.Kind;
import org.waybill.queue.core.envelope.ActionName;

/** What follows an option's keyword: how it is read, and checked as far as it can be judged by itself. */
interface Shape {

    /** The longest command of an action, in characters. */
    int MAX_COMMAND = 2048;

    /** Reads the operands; an error is reported by the cursor. */
    List<Operand> read(Cursor cursor);

    /** The word before regular expressions. */
    String REGEX = "regex";

    /** Nothing. */
    Shape FLAG = cursor -> List.of();
    /** Nothing, or names of users: as {@link #PATTERNS}. */
    Shape USERS = Shape::users;

    /** Nothing, or names of hosts: a value, <code>{ values }</code> or {@code <table>}. */
    Shape HOSTS = cursor -> ifAny(cursor, "a name, { names } or <table>");
    /** The name of a filter, or <code>{ names }</code>. */
    Shape FILTERS = Shape::filters;

    Shape PORT = cursor -> List.of(cursor.checked("a port", false, Quantity::port));
    Shape SIZE = cursor -> List.of(cursor.checked("a size such as 35M", false, Quantity::octets));
    Shape DURATION = cursor -> List.of(cursor.checked("a duration such as 4d", false, Quantity::duration));
    Shape DAYS = cursor -> List.of(cursor.checked("a duration in days such as 4d", false, Quantity::days));
    Shape COUNT = cursor -> List.of(cursor.checked("a number", false, Quantity::count));
    Shape PERCENT = cursor -> List.of(cursor.checked("a part such as 20%", false, Quantity::percent));
    /** {@code 5m, 15m, 1h}. */
    Shape DELAYS = Shape::delays;

    Shape DELIMITER = cursor -> List.of(cursor.checked("one character in quotes", true, Shape::checkDelimiter));

    Shape NAME = cursor -> List.of(cursor.checked("a name", false, Names::check));
    /** One name or more. */
    Shape NAMES = Shape::names;

    /** The name of an attribute in a directory. */
    Shape ATTRIBUTE = cursor -> List.of(cursor.checked("an attribute", true, Names::check));
    /** One attribute or more. */
    Shape ATTRIBUTES = Shape::attributes;

    Shape HOST_NAME = cursor -> List.of(cursor.checked("a host name", false, Shape::checkHostName));
    Shape SECRET = cursor -> List.of(cursor.checked("a key in quotes", true, Shape::checkSecret));
    Shape TEXT = cursor -> List.of(cursor.word("a text in quotes", true));
    Shape FILE = cursor -> List.of(cursor.checked("the path of a file", true, Shape::checkFile));
    /** A code and a text in one pair of quotes. */
    Shape WHOLE_REPLY = cursor -> List.of(cursor.checked("a code and a text in quotes", true, Shape::checkWholeReply));

    Shape ACTION = cursor -> List.of(cursor.checked("the name of an action", true, ActionName::new));
    /** A command for the shell, with format specifiers. */
    Shape COMMAND = cursor -> List.of(cursor.checked("a command in quotes", true, Shape::checkCommand));
    /** A name and a command. */
    Shape NAMED_COMMAND = cursor -> List.of(
            cursor.checked("a name", false, Names::check),
            cursor.checked("a command in quotes", true, Shape::checkWrapper));
    /** {@code host:port} or the path of a Unix socket. */
    Shape LMTP_TARGET = cursor -> List.of(cursor.checked("host:port or the path of a socket", true, Shape::checkLmtp));
    /** {@code NAME}, {@code queue:NAME}, {@code topic:NAME} */
    Shape JMS_DESTINATION = cursor -> List.of(cursor.checked("a JMS destination", true, JmsDestination::parse));
    /** Nothing, or the path of a maildir. */
    Shape MAILDIR_PATH = Shape::maildirPath;
    /** {@code for domain D}, families, limits and their numbers. */
    Shape MTA_LIMIT = new MtaLimitShape();
    /** A value, <code>{ values }</code> or {@code <table>}. */
    Shape VALUES = cursor -> List.of(values(cursor, "a value, { values } or <table>", value -> {}));
    /** As {@link #VALUES}, or {@code regex} and patterns in the same form. */
    Shape PATTERNS = cursor -> List.of(patterns(cursor, "a value, { values } or <table>", true, value -> {}));
    /** As {@link #PATTERNS}, of names. */
    Shape TAGS = cursor -> List.of(patterns(cursor, "a tag, { tags } or <table>", false, Names::check));
    /** {@code 1.3} */
    Shape TLS_VERSION = cursor -> List.of(cursor.checked("a version of TLS", true, Shape::checkTlsVersion));
    /** {@code >10M}, in quotes or not. */
    Shape COMPARISON = Shape::comparison;
    /** {@code <table>} or <code>{ … }</code>. */
    Shape TABLE = Shape::table;
    /** Nothing, {@code <table>} or <code>{ … }</code>. */
    Shape OPTIONAL_TABLE = cursor -> atTable(cursor) ? table(cursor) : List.of();
    /** Nothing, or a code and a text. */
    Shape REPLY = Shape::reply;

    private static List<Operand> users(Cursor cursor) {
        return ifAny(cursor, "a user, { users } or <table>");
    }

    private static List<Operand> filters(Cursor cursor) {
        if (cursor.peek().is(Kind.LESS)) {
            cursor.failHere("the name of a filter, or { names }");
            return List.of();
        }
        return List.of(values(cursor, "the name of a filter, or { names }", Names::check));
    }

    private static List<Operand> ifAny(Cursor cursor, String expected) {
        boolean some = cursor.atValue() || atTable(cursor) || cursor.peek().isWord(REGEX);
        return some ? List.of(patterns(cursor, expected, true, name -> {})) : List.of();
    }

    private static boolean atTable(Cursor cursor) {
        return cursor.peek().is(Kind.LESS) || cursor.peek().is(Kind.OPEN);
    }

    private static List<Operand> comparison(Cursor cursor) {
        String operator = cursor.skip(Kind.GREATER) ? ">" : cursor.skip(Kind.LESS) ? "<" : "";
        if (!operator.isEmpty() && cursor.skip(Kind.EQUALS)) {
            operator += "=";
        }
        String sign = operator;
        Word size = cursor.word("a comparison with a size such as >10M", sign.isEmpty());
        cursor.check(size, text -> Quantity.comparison(sign + text));
        return List.of(new Operand.Comparison(sign, size));
    }

    private static List<Operand> delays(Cursor cursor) {
        List<Word> delays = new ArrayList<>();
        Place place = cursor.peek().place();
        do {
            delays.add(cursor.checked("a delay such as 5m", false, Quantity::duration));
        } while (cursor.skip(Kind.COMMA));
        return List.of(new Sequence(delays, place));
    }

    private static List<Operand> names(Cursor cursor) {
        List<Operand> names = new ArrayList<>();
        do {
            names.add(cursor.checked("a name", false, Names::check));
        } while (cursor.atValue());
        return names;
    }

    private static List<Operand> attributes(Cursor cursor) {
        List<Operand> attributes = new ArrayList<>();
        do {
            attributes.add(cursor.checked("an attribute", true, Names::check));
        } while (cursor.atValue());
        return attributes;
    }

    private static List<Operand> maildirPath(Cursor cursor) {
        if (!cursor.atValue()) {
            return List.of();
        }
        Word path = cursor.word("a path", true);
        cursor.check(path, PathTemplate::parse);
        return List.of(path);
    }

    /** The patterns are judged when the table of them is made. */
    private static Operand patterns(Cursor cursor, String expected, boolean quoted, Consumer<String> parser) {
        if (!cursor.peek().isWord(REGEX)) {
            return values(cursor, expected, quoted, parser);
        }
        Place place = cursor.take().place();
        return new Operand.Regex(values(cursor, "a regular expression, { expressions } or <table>", p -> {}), place);
    }

    private static Operand values(Cursor cursor, String expected, Consumer<String> parser) {
        return values(cursor, expected, true, parser);
    }

    /**
     * A value, <code>{ values }</code> or {@code <table>}.
     *
     * @param expected how a message names it
     * @param quoted whether the canonical text has quotes around a value
     * @param parser looks at each value
     */
    static Operand values(Cursor cursor, String expected, boolean quoted, Consumer<String> parser) {
        Token token = cursor.peek();
        if (token.is(Kind.LESS)) {
            return cursor.tableName();
        }
        if (!token.is(Kind.OPEN)) {
            return cursor.checked(expected, quoted, parser);
        }
        Listing listing = cursor.listing();
        if (listing.isMapping()) {
            cursor.problem(listing.place(), "a list is needed here, not a mapping", "values without '='", "");
        }
        listing.keys().forEach(key -> cursor.check(key, parser));
        return listing;
    }

    private static List<Operand> table(Cursor cursor) {
        if (cursor.peek().is(Kind.LESS)) {
            return List.of(cursor.tableName());
        }
        if (cursor.peek().is(Kind.OPEN)) {
            return List.of(cursor.listing());
        }
        cursor.failHere("a table as <name>");
        return List.of();
    }

    private static List<Operand> reply(Cursor cursor) {
        if (!cursor.atValue()) {
            return List.of();
        }
        Word code = cursor.checked("a code", false, Shape::checkCode);
        Word text = cursor.checked("a text in quotes behind the code", true, Shape::checkReplyText);
        return List.of(code, text);
    }

    /** {@code 550 text} in one pair of quotes. */
    static void checkWholeReply(String reply) {
        int blank = reply.indexOf(' ');
        if (blank < 0 || !reply.substring(0, blank).matches("[45][0-5][0-9]")) {
            throw new IllegalArgumentException(
                    "expected a code and a text such as \"550 go away\", not '" + reply + "'");
        }
        checkReplyText(reply.substring(blank + 1));
    }

    private static void checkTlsVersion(String version) {
        if (!version.equals("1.2") && !version.equals("1.3")) {
            throw new IllegalArgumentException(
                    "'" + version + "' is no version of TLS that is spoken here: 1.2 or 1.3");
        }
    }

    private static void checkHostName(String name) {
        if (!name.matches("(?=.{1,255}$)[A-Za-z0-9][A-Za-z0-9-]{0,62}(\\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*")) {
            throw new IllegalArgumentException("'" + name + "' is no host name");
        }
    }

    private static void checkDelimiter(String text) {
        if (text.length() != 1 || "!#$%&'*+-/=?^_`{|}~.".indexOf(text.charAt(0)) < 0) {
            throw new IllegalArgumentException(
                    "a delimiter is one character of a local part that is no letter or digit, such as \"+\"");
        }
    }

    private static void checkSecret(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("a key is not empty");
        }
    }

    private static void checkCommand(String command) {
        checkLength(command);
        CommandTemplate.parse(command);
    }

    private static void checkWrapper(String command) {
        checkLength(command);
        CommandTemplate.parseWrapper(command);
    }

    private static void checkLength(String command) {
        if (command.isBlank()
                || command.length() > MAX_COMMAND
                || command.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a command has 1 to " + MAX_COMMAND + " characters and no control character");
        }
    }

    private static void checkLmtp(String target) {
        if (!target.startsWith("/") && !target.matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "'" + target + "' is neither host:port, such as localhost:24, nor the absolute path of a socket");
        }
    }

    static void checkFile(String path) {
        if (path.isEmpty() || path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'" + path + "' is no path of a file");
        }
    }

    private static void checkCode(String code) {
        if (!code.matches("[45][0-5][0-9]") || code.equals("421")) {
            throw new IllegalArgumentException("'" + code + "' is no code of a refusal such as 550 or 450");
        }
    }

    private static void checkReplyText(String text) {
        if (text.isBlank() || text.length() > 400 || text.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("the text of a reply has 1 to 400 printable ASCII characters");
        }
    }
}
