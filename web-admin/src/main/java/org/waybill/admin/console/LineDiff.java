package org.waybill.admin.console;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts, line by line: a longest common subsequence between what both have in common at the
 * beginning and at the end. Bounded: where the middle is too large for that, the old one is shown as removed and the new
 * one as added.
 *
 * @param lines all lines of both texts, in order
 */
public record LineDiff(List<Line> lines) {

    private static final int CELLS = 4_000_000;

    public LineDiff {
        lines = List.copyOf(lines);
    }

    public static LineDiff between(String before, String after) {
        return new LineDiff(
                new Comparison(before.lines().toList(), after.lines().toList(), CELLS).lines());
    }

    static LineDiff between(List<String> before, List<String> after, int cells) {
        return new LineDiff(new Comparison(before, after, cells).lines());
    }

    /** Only the changed lines and so many around them; a {@link Kind#SKIPPED} line stands for those left out. */
    public List<Line> withContext(int around) {
        List<Line> shown = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (changedWithin(i - around, i + around)) {
                addSkipped(shown, skipped);
                skipped = 0;
                shown.add(lines.get(i));
            } else {
                skipped++;
            }
        }
        if (!shown.isEmpty()) {
            addSkipped(shown, skipped);
        }
        return List.copyOf(shown);
    }

    private boolean changedWithin(int from, int to) {
        return lines.subList(Math.max(0, from), Math.min(lines.size(), to + 1)).stream()
                .anyMatch(line -> line.kind() != Kind.SAME);
    }

    private static void addSkipped(List<Line> shown, int count) {
        if (count > 0) {
            shown.add(new Line(Kind.SKIPPED, 0, 0, Display.count(count, "line") + " alike"));
        }
    }

    /** What happened to a line. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED,
        SKIPPED
    }

    /**
     * One line.
     *
     * @param before its number in the old text, 0 if it is not there
     * @param after its number in the new text, 0 if it is not there
     */
    public record Line(Kind kind, int before, int after, String text) implements Serializable {}

    /** Finds the lines of both texts in order. */
    private static final class Comparison {

        private final List<String> before;
        private final List<String> after;
        private final int cells;
        private final List<Line> lines = new ArrayList<>();

        Comparison(List<String> before, List<String> after, int cells) {
            this.before = before;
            this.after = after;
            this.cells = cells;
        }

        List<Line> lines() {
            int head = 0;
            int shorter = Math.min(before.size(), after.size());
            while (head < shorter && before.get(head).equals(after.get(head))) {
                same(head, head);
                head++;
            }
            int tail = 0;
            while (tail < shorter - head
                    && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
                tail++;
            }
            middle(head, before.size() - tail, after.size() - tail);
            for (int left = tail; left > 0; left--) {
                same(before.size() - left, after.size() - left);
            }
            return lines;
        }

        private void middle(int from, int beforeEnd, int afterEnd) {
            int rows = beforeEnd - from;
            int columns = afterEnd - from;
            int[][] common =
                    (long) (rows + 1) * (columns + 1) <= cells ? commonLengths(from, rows, columns) : new int[0][];
            int i = 0;
            int j = 0;
            while (i < rows || j < columns) {
                if (common.length > 0 && i < rows && j < columns && alike(from + i, from + j)) {
                    same(from + i++, from + j++);
                } else if (i < rows && (j == columns || common.length == 0 || common[i + 1][j] >= common[i][j + 1])) {
                    lines.add(new Line(Kind.REMOVED, from + i + 1, 0, before.get(from + i)));
                    i++;
                } else {
                    lines.add(new Line(Kind.ADDED, 0, from + j + 1, after.get(from + j)));
                    j++;
                }
            }
        }

        /** The length of the longest common subsequence of what follows each pair of lines. */
        private int[][] commonLengths(int from, int rows, int columns) {
            int[][] common = new int[rows + 1][columns + 1];
            for (int i = rows - 1; i >= 0; i--) {
                for (int j = columns - 1; j >= 0; j--) {
                    common[i][j] = alike(from + i, from + j)
                            ? common[i + 1][j + 1] + 1
                            : Math.max(common[i + 1][j], common[i][j + 1]);
                }
            }
            return common;
        }

        private boolean alike(int i, int j) {
            return before.get(i).equals(after.get(j));
        }

        private void same(int i, int j) {
            lines.add(new Line(Kind.SAME, i + 1, j + 1, before.get(i)));
        }
    }
}
