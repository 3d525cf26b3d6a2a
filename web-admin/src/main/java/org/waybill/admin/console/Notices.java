package org.waybill.admin.console;

import java.util.List;
import org.waybill.queue.core.config.Problem;

/** What a page says after an order. */
public interface Notices {

    void done(String sentence);

    void refused(String sentence);

    /** Leads to another page, where what was said before is shown. */
    void goTo(String page);

    /** One line for each problem, with its cure. */
    default void problems(List<Problem> problems) {
        problems.forEach(problem -> refused(sentence(problem)));
    }

    private static String sentence(Problem problem) {
        StringBuilder text = new StringBuilder(problem.message());
        if (!problem.expected().isEmpty()) {
            text.append("; expected ").append(problem.expected());
        }
        if (!problem.cure().isEmpty()) {
            text.append(". ").append(problem.cure());
        }
        return text.toString();
    }
}
