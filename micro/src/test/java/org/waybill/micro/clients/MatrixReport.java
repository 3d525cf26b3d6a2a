package org.waybill.micro.clients;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** What became of each cell, and why some are not tested: none is left out silently. */
final class MatrixReport {

    private static final int WIDTH = 12;

    private final List<MailClient> clients;
    private final Map<Cell, String> outcomes = new LinkedHashMap<>();
    private final Map<Cell, String> remarks = new LinkedHashMap<>();

    MatrixReport(List<MailClient> clients) {
        this.clients = clients;
        cells().forEach(cell -> {
            MailClient client = cell.client();
            Mode mode = cell.mode();
            if (client.cannot().containsKey(mode)) {
                note(cell, "cannot", client.cannot().get(mode));
            } else {
                note(cell, "not run", client.manners().get(mode));
            }
        });
    }

    private void note(Cell cell, String outcome, @Nullable String remark) {
        outcomes.put(cell, outcome);
        if (remark != null) {
            remarks.put(cell, remark);
        }
    }

    private Stream<Cell> cells() {
        return clients.stream().flatMap(client -> Arrays.stream(Mode.values()).map(mode -> new Cell(client, mode)));
    }

    /** Runs a cell's test and notes how it ends; a failure names the cell. */
    void run(Cell cell, Executable test) throws Throwable {
        note(cell, "FAILED", null);
        try {
            test.execute();
            note(cell, "ok", null);
        } catch (TestAbortedException e) {
            note(cell, "skipped", e.getMessage());
            throw e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError(cell + ": " + e.getMessage(), e);
        }
    }

    /** A table with a row for each client, and below it the remarks. */
    @Override
    public String toString() {
        String head = row("", Arrays.stream(Mode.values()).map(Mode::toString));
        String rows = clients.stream().map(this::row).collect(Collectors.joining());
        String notes = remarks.entrySet().stream()
                .map(entry ->
                        "  %s (%s): %s%n".formatted(entry.getKey(), outcomes.get(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining());
        return head + rows + notes;
    }

    private String row(MailClient client) {
        return row(
                client.name(),
                Arrays.stream(Mode.values()).map(mode -> String.valueOf(outcomes.get(new Cell(client, mode)))));
    }

    private static String row(String title, Stream<String> columns) {
        return Stream.concat(Stream.of(title), columns)
                        .map(text -> text + " ".repeat(Math.max(1, WIDTH - text.length())))
                        .collect(Collectors.joining())
                        .stripTrailing()
                + "\n";
    }
}
