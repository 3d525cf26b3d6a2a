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

    /** Files as they would be in the data directory. */
    private static Includes files(Map<String, String> files) {
        return file -> files.containsKey(file)
                ? new Includes.Answer.Text(String.valueOf(files.get(file)))
                : new Includes.Answer.Missing("there is no such file");
    }

    private static Parsed parse(String text) {
        return new Parser(files(Map.of())).parse("", text);
    }

    static List<BadText> badTexts() {
        return BadText.of(ParserTest.class, "bad-statements.txt");
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void saysWhatIsWrongAndWhere(BadText bad) {
        assertEquals(
                List.of(bad.printed()),
                parse(bad.text()).problems().stream().map(Problem::toString).toList());
    }

    @Test
    void tellsExpectationAndCureApart() {
        assertEquals(
                List.of(new Problem("", 1, 7, "unexpected 'tll' in queue", "ttl, max-depth", "did you mean 'ttl'?")),
                parse("queue tll 4d").problems());
    }

    @Test
    void namesControlCharactersByTheirNumber() {
        assertEquals(
                "unexpected character U+0001",
                parse("queue ttl \u00014d").problems().get(0).message());
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
        Parsed parsed = parse("action a mta q\nqueue ttl 4d\n");
        assertEquals("action a mta q\nqueue ttl 4d\n", Formatter.format(parsed.document()));
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
