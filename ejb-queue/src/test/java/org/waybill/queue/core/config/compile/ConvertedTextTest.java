package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.config.BadText;
import org.waybill.queue.core.config.ConvertedText;
import org.waybill.queue.core.config.FormerText;
import org.waybill.queue.core.config.Includes;
import org.waybill.queue.core.config.Parser;
import org.waybill.queue.core.config.Problem;

class ConvertedTextTest {

    private static final Laboratory MACHINE = new Laboratory(Map.of(
            "local.conf", "",
            "../etc/ssl/mx.crt", "",
            "../etc/ssl/mx.key", "",
            "../etc/mail/certs/mx.crt", "",
            "../etc/mail/certs/mx.key", ""));

    static List<FormerText> texts() {
        return FormerText.of("former-texts.txt");
    }

    static List<BadText> badTexts() {
        return BadText.of(BadText.class, "bad-former-statements.txt");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void saysItInTheGrammarOfToday(FormerText text) {
        ConvertedText converted = ConvertedText.of("", text.former());
        assertEquals(List.of(), converted.problems());
        assertEquals(text.today(), converted.text());
    }

    /** What lacks to a whole configuration is put behind it. */
    @ParameterizedTest
    @MethodSource("texts")
    void writesWhatCanBeLoaded(FormerText text) {
        String today = ConvertedText.of("", text.former()).text();
        String listener = today.contains("listen on") ? "" : "listen on 127.0.0.1 port 2525\n";
        String rule = today.contains("match ") ? "" : "match for any reject\n";
        Compilation compilation = MACHINE.compile(today + listener + rule);
        assertEquals(List.of(), compilation instanceof Compilation.Invalid invalid ? invalid.problems() : List.of());
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void keepsWhatItDoesNotUnderstandAsAComment(BadText text) {
        ConvertedText converted = ConvertedText.of("", text.text());
        assertEquals(
                List.of(text.printed()),
                converted.problems().stream().map(Problem::toString).toList());
        assertTrue(converted.text().startsWith("# not understood: "), converted.text());
        assertEquals(1, converted.text().lines().count());
    }

    @Test
    void convertsTheLinesAroundOneThatItDoesNotUnderstand() {
        ConvertedText converted =
                ConvertedText.of("old.conf", "expire 1d\nacept for any relay # why\nexpire 2x\nreject for any\n");
        assertEquals(
                """
                queue ttl 1d
                # why
                # not understood: acept for any relay
                # not understood: expire 2x
                match for any reject
                """,
                converted.text());
        assertEquals(
                List.of("old.conf:2", "old.conf:3"),
                converted.problems().stream()
                        .map(problem -> problem.file() + ":" + problem.line())
                        .toList());
    }

    @Test
    void leavesAUrlThatIsRefusedToBeSeen() {
        ConvertedText converted =
                ConvertedText.of("", "table s file:s\naccept for any relay via gopher://a.test auth <s>\n");
        assertEquals(List.of(), converted.problems());
        assertTrue(converted.text().contains("# note: this version refuses the URL: "), converted.text());
        List<Problem> problems =
                new Parser(Includes.none()).parse("", converted.text()).problems();
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).message().contains("gopher"), problems.toString());
    }

    @Test
    void keepsTheKeyOfAQueueToItself() {
        ConvertedText converted = ConvertedText.of("", "queue encryption key \"b1946ac9\"\n");
        assertFalse(converted.text().contains("b1946ac9"), converted.text());
    }

    /** A mangled text is answered by a text that can be read, whatever it says. */
    @ParameterizedTest
    @MethodSource("texts")
    void survivesATextThatIsCutAnywhere(FormerText text) {
        for (int end = 0; end < text.former().length(); end++) {
            ConvertedText converted = ConvertedText.of(
                    "",
                    text.former().substring(0, end) + "\\ \u0001 "
                            + text.former().charAt(end));
            List<Problem> problems =
                    new Parser(Includes.none()).parse("", converted.text()).problems();
            assertTrue(
                    problems.stream().allMatch(problem -> problem.message().startsWith("cannot include")),
                    () -> converted.text() + problems);
        }
    }
}
