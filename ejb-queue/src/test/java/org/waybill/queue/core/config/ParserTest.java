package org.waybill.queue.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParserTest {

    private static final String DIRECTIVES = "listen, table, action, match, pki, smtp, queue, include or name = value";

    /** A text with one error. */
    record Bad(String text, int line, int column, String message, String expected, String cure) {}

    static List<Bad> badTexts() {
        return List.of(
                // tokens
                new Bad("queue ttl \"4d", 1, 11, "this string does not end", "a closing \" on the same line", ""),
                new Bad(
                        "queue ttl \"4\\d\"",
                        1,
                        13,
                        "unknown escape in a string",
                        "\\\" or \\\\",
                        "write \\\\ for a backslash"),
                new Bad(
                        "queue \\ ttl 4d",
                        1,
                        7,
                        "unexpected '\\'",
                        "the end of the line behind it, to continue the statement",
                        ""),
                new Bad(
                        "queue ttl (4d",
                        1,
                        11,
                        "unexpected character '('",
                        "",
                        "put it in quotes if it is part of a value"),
                new Bad(
                        "queue ttl \u00014d",
                        1,
                        11,
                        "unexpected character U+0001",
                        "",
                        "put it in quotes if it is part of a value"),
                new Bad(
                        "queue ttl $",
                        1,
                        11,
                        "unexpected '$'",
                        "the name of a macro behind it",
                        "put it in quotes if it is part of a value"),
                new Bad(
                        "# c \\\nqueue ttl 4d",
                        1,
                        1,
                        "a comment cannot be continued with '\\'",
                        "",
                        "take the '\\' away, or begin the next line with '#'"),
                // statements
                new Bad("lisen on 127.0.0.1", 1, 1, "unexpected 'lisen'", DIRECTIVES, "did you mean 'listen'?"),
                new Bad("\n\n  bla", 3, 3, "unexpected 'bla'", DIRECTIVES, ""),
                new Bad("\"listen\" on x", 1, 1, "unexpected \"listen\"", DIRECTIVES, ""),
                new Bad("ca x cert y", 1, 1, "'ca' is not supported by this version", "", "take it out"),
                new Bad(
                        "accept from any",
                        1,
                        1,
                        "'accept' belongs to the grammar before OpenSMTPD 6.4",
                        "",
                        "write what to do as action NAME …, and for whom as match … action NAME"),
                new Bad("queue ttl 4d 5d", 1, 14, "unexpected '5d'", "the end of the statement", ""),
                // macros
                new Bad("1x = a", 1, 1, "a macro cannot be named '1x'", "letters, digits and '_'", ""),
                new Bad(
                        "a = b c",
                        1,
                        7,
                        "unexpected 'c' in a macro",
                        "one value",
                        "put the value in quotes; lists belong into a table"),
                new Bad("a = { b }", 1, 5, "unexpected '{'", "one value", ""),
                new Bad("a = b\na = c", 2, 1, "macro 'a' is defined twice", "", "keep one of them"),
                new Bad("hst = b\nlisten on $host", 2, 11, "macro 'host' is not defined", "", "did you mean 'hst'?"),
                new Bad(
                        "listen on $host",
                        1,
                        11,
                        "macro 'host' is not defined",
                        "",
                        "define it above with host = \"…\""),
                // listen
                new Bad("listen 127.0.0.1", 1, 8, "unexpected '127.0.0.1'", "'on' and an address", ""),
                new Bad(
                        "listen on",
                        1,
                        10,
                        "unexpected end of the statement",
                        "an address, a host name or an interface",
                        ""),
                new Bad(
                        "listen on socket tag x",
                        1,
                        11,
                        "'listen on socket' is not supported by this version",
                        "",
                        "take it out"),
                new Bad(
                        "listen on tls",
                        1,
                        11,
                        "unexpected 'tls'",
                        "an address, a host name or an interface",
                        "put it in quotes if it is meant as a value"),
                new Bad("listen on lo port 70000", 1, 19, "'70000' is no port from 1 to 65535", "", ""),
                new Bad("listen on lo port", 1, 18, "unexpected end of the statement", "a port", ""),
                new Bad("listen on lo tls smtps", 1, 18, "'tls' is given twice", "", "keep one of them"),
                new Bad("listen on lo !tls", 1, 14, "'!' cannot stand before 'tls'", "", ""),
                new Bad("listen on lo auth", 1, 14, "'auth' is not supported by this version", "", "take it out"),
                new Bad(
                        "listen on lo tls verify",
                        1,
                        18,
                        "'verify' is not supported by this version",
                        "",
                        "take it out"),
                new Bad("listen on lo hostname -x", 1, 23, "'-x' is no host name", "", ""),
                new Bad("listen on lo max-message-size 3T", 1, 31, "'3T' is no size such as 35M", "", ""),
                // table
                new Bad("table t", 1, 8, "unexpected end of the statement", "{ … } or file:PATH", ""),
                new Bad("table t { a,\n b\n", 1, 9, "this '{' is not closed", "a '}' behind the last entry", ""),
                new Bad(
                        "table t { a,\nqueue ttl 4d\n",
                        1,
                        9,
                        "this '{' is not closed",
                        "a '}' behind the last entry",
                        ""),
                new Bad("table t { }", 1, 9, "this list is empty", "at least one entry", ""),
                new Bad("table t { a, b = c }", 1, 14, "this list mixes entries with and without '='", "a value", ""),
                new Bad("table t { a = }", 1, 15, "unexpected '}'", "a value behind '='", ""),
                new Bad("table t { a,, b }", 1, 13, "unexpected ','", "an entry or '}'", ""),
                new Bad(
                        "table t db:x",
                        1,
                        9,
                        "tables of the kind 'db' are not supported by this version",
                        "{ … } or file:PATH",
                        ""),
                new Bad("table t file:", 1, 9, "'' is no path of a file", "", ""),
                new Bad(
                        "table a/b { c }",
                        1,
                        7,
                        "a name has 1 to 64 letters, digits, '-', '_' or '.', not 'a/b'",
                        "",
                        ""),
                // action
                new Bad(
                        "action maildir \"x\"",
                        1,
                        8,
                        "unexpected 'maildir'",
                        "the name of an action",
                        "put it in quotes if it is meant as a value"),
                new Bad(
                        "action \"a b\" hold",
                        1,
                        8,
                        "an action name has 1 to 64 letters, digits, '-', '_' or '.', not 'a b'",
                        "",
                        ""),
                new Bad(
                        "action a realy",
                        1,
                        10,
                        "unexpected 'realy' in action",
                        "maildir, relay, hold, discard",
                        "did you mean 'relay'?"),
                new Bad("action a mbox", 1, 10, "'mbox' is not supported by this version", "", "take it out"),
                new Bad(
                        "action a maildir \"~/Maildir\"",
                        1,
                        18,
                        "home directories are not supported by this version",
                        "a path below the data directory",
                        "write a path such as \"mail/%{user.username}\""),
                new Bad(
                        "action a maildir \"x/%{usr}\"",
                        1,
                        18,
                        "unknown format specifier '%{usr}': expected one of dest, dest.domain, dest.user, rcpt, rcpt.domain, rcpt.user, sender, sender.domain, sender.user, user.username",
                        "",
                        ""),
                new Bad("action a maildir userbase t", 1, 27, "unexpected 't'", "a table as <name>", ""),
                new Bad(
                        "action a maildir userbase <t",
                        1,
                        29,
                        "unexpected end of the statement",
                        "'>' behind the name of a table",
                        ""),
                new Bad(
                        "action a maildir virtual <t>",
                        1,
                        18,
                        "'virtual' is not supported by this version",
                        "",
                        "take it out"),
                new Bad(
                        "action a relay host gopher://x",
                        1,
                        21,
                        "unknown schema 'gopher://': expected smtp, tls, smtp+tls, smtps or smtp+notls",
                        "",
                        ""),
                new Bad(
                        "action a relay host { a.test, \"b c\" }",
                        1,
                        31,
                        "expected a host name or address, not 'b c'",
                        "",
                        ""),
                new Bad(
                        "action a relay host { a = b }",
                        1,
                        21,
                        "a list is needed here, not a mapping",
                        "values without '='",
                        ""),
                new Bad(
                        "action a relay via map <t>",
                        1,
                        16,
                        "'via map' is not supported by this version",
                        "",
                        "take it out"),
                new Bad(
                        "action a hold host x",
                        1,
                        15,
                        "unexpected 'host' in action … hold",
                        "ttl, retry, jitter, description",
                        ""),
                new Bad("action a hold ttl 4x", 1, 19, "'4x' is no duration such as 30s, 5m, 2h or 4d", "", ""),
                new Bad("action a relay retry 5m,", 1, 25, "unexpected end of the statement", "a delay such as 5m", ""),
                new Bad("action a relay jitter 200%", 1, 23, "'200%' is no part from 0% to 100%", "", ""),
                // match
                new Bad(
                        "match from any for any",
                        1,
                        23,
                        "unexpected end of the statement",
                        "action NAME or reject",
                        ""),
                new Bad(
                        "match from here action a",
                        1,
                        12,
                        "unexpected 'here' behind 'from'",
                        "any, local, src, auth, mail-from",
                        ""),
                new Bad(
                        "match for domian x action a",
                        1,
                        11,
                        "unexpected 'domian' behind 'for'",
                        "any, local, domain, rcpt-to",
                        "did you mean 'domain'?"),
                new Bad("match from any from local action a", 1, 16, "'from' is given twice", "", "keep one of them"),
                new Bad("match from auth auth action a", 1, 17, "'auth' is given twice", "", "keep one of them"),
                new Bad(
                        "match auth alice action a",
                        1,
                        12,
                        "'auth' for certain users is not supported by this version",
                        "",
                        "use 'auth' alone"),
                new Bad(
                        "match from socket action a",
                        1,
                        7,
                        "'from socket' is not supported by this version",
                        "",
                        "take it out"),
                new Bad(
                        "match helo regex x action a",
                        1,
                        12,
                        "'regex' is not supported by this version",
                        "",
                        "list the values, or use '*'"),
                new Bad(
                        "match for domain action a",
                        1,
                        18,
                        "unexpected 'action'",
                        "a value, { values } or <table>",
                        "put it in quotes if it is meant as a value"),
                new Bad(
                        "match for domain { a = b } action a",
                        1,
                        18,
                        "a list is needed here, not a mapping",
                        "values without '='",
                        ""),
                new Bad(
                        "match !action a",
                        1,
                        8,
                        "unexpected 'action' in match",
                        "from, for, mail-from, rcpt-to, helo, tag, auth, tls, action NAME or reject",
                        ""),
                new Bad("match reject 250 ok", 1, 14, "'250' is no code of a refusal such as 550 or 450", "", ""),
                new Bad(
                        "match reject 550",
                        1,
                        17,
                        "unexpected end of the statement",
                        "a text in quotes behind the code",
                        ""),
                // the rest
                new Bad("pki a dhe auto", 1, 7, "'dhe' is not supported by this version", "", "take it out"),
                new Bad("smtp limit max-mails 5", 1, 6, "'limit' is not supported by this version", "", "take it out"),
                new Bad("queue tll 4d", 1, 7, "unexpected 'tll' in queue", "ttl", "did you mean 'ttl'?"),
                new Bad("include \"nosuch\"", 1, 9, "cannot include \"nosuch\": there is no such file", "", ""));
    }

    /** Files as they would be in the data directory. */
    private static Includes files(Map<String, String> files) {
        return file -> files.containsKey(file)
                ? new Includes.Answer.Text(String.valueOf(files.get(file)))
                : new Includes.Answer.Missing("there is no such file");
    }

    private static Parsed parse(String text) {
        return new Parser(files(Map.of())).parse("", text);
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void saysWhatIsWrongAndWhere(Bad bad) {
        assertEquals(
                List.of(new Problem("", bad.line(), bad.column(), bad.message(), bad.expected(), bad.cure())),
                parse(bad.text()).problems());
    }

    @Test
    void reportsEveryBadStatement() {
        Parsed parsed = parse("queue ttl 4x\nlisten on lo port x\nfoo\n$x\nqueue ttl 5d # good\n\"open\n");
        assertEquals(
                List.of(1, 2, 3, 4, 6),
                parsed.problems().stream().map(Problem::line).toList());
    }

    @Test
    void reportsSeveralErrorsOfOneStatementWhereItStaysClear() {
        Parsed parsed = parse("action a relay ttl 4x retry 1m,2y jitter 5");
        assertEquals(
                List.of(20, 32, 42),
                parsed.problems().stream().map(Problem::column).toList());
    }

    @Test
    void keepsWhatItCouldNotRead() {
        Parsed parsed = parse("action a mbox\nqueue ttl 4d\n");
        assertEquals("action a mbox\nqueue ttl 4d\n", Formatter.format(parsed.document()));
    }

    @Test
    void stopsReportingWhenNobodyWouldReadOn() {
        assertEquals(201, parse("x\n".repeat(1000)).problems().size());
    }

    @Test
    void readsAnIncludedFileInItsPlaceWithTheMacrosSoFar() {
        Parser parser = new Parser(files(Map.of("sub.conf", "action \"a\" relay host $mx\nthere = \"b.test\"\n")));
        Parsed parsed = parser.parse("", "mx = a.test\ninclude \"sub.conf\"\naction \"b\" relay host $there\n");
        assertEquals(List.of(), parsed.problems());
        assertEquals(
                List.of("a.test", "b.test"),
                parsed.document().actions().stream().map(ActionDirective::hosts).toList());
        assertEquals(
                "mx = \"a.test\"\ninclude \"sub.conf\"\naction \"b\" relay host $there\n",
                Formatter.format(parsed.document()));
    }

    @Test
    void namesTheIncludedFileInAProblem() {
        Parsed parsed = new Parser(files(Map.of("sub.conf", "\nfoo"))).parse("", "include \"sub.conf\"\nbar\n");
        assertEquals(
                List.of("configuration:2:1", "sub.conf:2:1"),
                parsed.problems().stream()
                        .map(problem -> problem.toString()
                                .substring(0, problem.toString().indexOf(": ")))
                        .collect(Collectors.toList()));
    }

    @Test
    void endsFilesThatIncludeThemselves() {
        Parsed parsed = new Parser(files(Map.of("loop", "include loop\n"))).parse("", "include loop\n");
        assertEquals(
                List.of(new Problem("loop", 1, 1, "files include each other more than 16 deep", "", "")),
                parsed.problems());
    }

    @Test
    void includesSixteenLevels() {
        Includes levels = file -> new Includes.Answer.Text(
                file.equals("16") ? "queue ttl 1d\n" : "include \"" + (Integer.parseInt(file) + 1) + "\"\n");
        assertEquals(List.of(), new Parser(levels).parse("", "include \"1\"\n").problems());
    }

    @Test
    void refusesMoreThanOneMebibyteInAll() {
        String half = "#".repeat(600_000);
        Parsed parsed = new Parser(files(Map.of("f", half))).parse("", half + "\ninclude f\n");
        assertEquals(1, parsed.problems().size());
        assertEquals(
                "the configuration is larger than 1 MiB",
                parsed.problems().get(0).message());
    }

    @Test
    void readsALargeTextInTime() {
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> "match from any for domain d" + i + " action \"a\"\n")
                .collect(Collectors.joining());
        Parsed parsed = parse(text);
        assertTrue(parsed.isValid());
        assertEquals(20_000, parsed.document().rules().size());
    }
}
