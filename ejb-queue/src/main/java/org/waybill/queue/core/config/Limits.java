package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows {@code limit}: names and numbers in turn.
 *
 * @param keyword of the statement
 * @param names those that the reference has; where nothing depends on one here, the manual says so
 */
record Limits(String keyword, List<String> names) implements Shape {

    static final Limits SMTP = new Limits("smtp", List.of("max-mails", "max-rcpt"));

    static final Limits MDA = new Limits(
            "mda", List.of("max-session", "max-session-per-user", "task-hiwat", "task-lowat", "task-release"));

    static final Limits SCHEDULER = new Limits(
            "scheduler", List.of("max-inflight", "max-schedule", "max-evp-batch-size", "max-msg-batch-size"));

    @Override
    public List<Operand> read(Cursor cursor) {
        List<Operand> limits = new ArrayList<>();
        do {
            limits.add(cursor.checked("a limit", false, this::check));
            limits.add(cursor.checked("a number", false, Quantity::count));
        } while (!cursor.atEnd());
        return limits;
    }

    private void check(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no limit of " + keyword + ": expected one of " + String.join(", ", names));
        }
    }
}
