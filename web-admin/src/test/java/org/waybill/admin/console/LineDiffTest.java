package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.admin.console.LineDiff.Kind;
import org.waybill.admin.console.LineDiff.Line;

class LineDiffTest {

    private static String shape(List<Line> lines) {
        return lines.stream()
                .map(line -> switch (line.kind()) {
                    case SAME -> " " + line.text();
                    case REMOVED -> "-" + line.text();
                    case ADDED -> "+" + line.text();
                    case SKIPPED -> "~" + line.text();
                })
                .collect(Collectors.joining(","));
    }

    private static String lines(String letters) {
        return String.join("\n", letters.split(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "abc|abc| a, b, c",
                "abc|axc| a,-b,+x, c",
                "abc|ac| a,-b, c",
                "ac|abc| a,+b, c",
                "abc|bcd|-a, b, c,+d",
                "abcabba|cbabac|-a,-b, c,-a, b,+a, b, a,+c"
            })
    void showsWhatWasRemovedAndAdded(String before, String after, String expected) {
        assertEquals(
                expected, shape(LineDiff.between(lines(before), lines(after)).lines()));
    }

    @Test
    void emptyTextsAreAlike() {
        assertEquals(List.of(), LineDiff.between("", "").lines());
    }

    @Test
    void linesKeepTheirNumbers() {
        assertEquals(
                List.of(
                        new Line(Kind.SAME, 1, 1, "a"),
                        new Line(Kind.REMOVED, 2, 0, "b"),
                        new Line(Kind.SAME, 3, 2, "c")),
                LineDiff.between("a\nb\nc\n", "a\nc\n").lines());
    }

    @Test
    void whatIsTooLargeIsReplacedAsAWhole() {
        LineDiff diff = LineDiff.between(List.of("a", "b", "c", "d"), List.of("a", "c", "b", "d"), 8);
        assertEquals(" a,-b,-c,+c,+b, d", shape(diff.lines()));
    }

    @Test
    void twoLongTextsAreComparedWithinBounds() {
        String before = IntStream.range(0, 20_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 20_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        assertEquals(40_000, LineDiff.between(before, after).lines().size());
    }

    @Test
    void onlyTheNeighboursOfAChangeAreShown() {
        LineDiff diff = LineDiff.between(lines("abcdefghijklm"), lines("abcdefXhijklm"));
        assertEquals("~4 lines alike, e, f,-g,+X, h, i,~4 lines alike", shape(diff.withContext(2)));
    }

    @Test
    void withoutAChangeNothingIsShown() {
        assertEquals(List.of(), LineDiff.between("a\nb", "a\nb").withContext(3));
    }

    @Test
    void bothTextsCanBeReadOutOfTheDifference() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> before = randomLines(random);
            List<String> after = randomLines(random);
            List<Line> lines = LineDiff.between(before, after, round % 2 == 0 ? 1_000_000 : 20)
                    .lines();
            assertEquals(before, texts(lines, Kind.ADDED));
            assertEquals(after, texts(lines, Kind.REMOVED));
        }
    }

    private static List<String> randomLines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(String.valueOf((char) ('a' + random.nextInt(4))));
        }
        return lines;
    }

    private static List<String> texts(List<Line> lines, Kind without) {
        return lines.stream()
                .filter(line -> line.kind() != without)
                .map(Line::text)
                .toList();
    }
}
