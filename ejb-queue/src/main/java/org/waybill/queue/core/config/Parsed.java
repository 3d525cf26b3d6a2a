package org.waybill.queue.core.config;

import java.util.List;

/**
 * A text that was read.
 *
 * @param document what could be read of it; the whole text if there is no problem
 * @param problems in the order of the text
 */
public record Parsed(Document document, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }

    public boolean isValid() {
        return problems.isEmpty();
    }
}
