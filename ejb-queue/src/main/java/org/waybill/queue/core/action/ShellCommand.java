package org.waybill.queue.core.action;

import java.util.ArrayList;
import java.util.List;

/**
 * A command for the shell and the values that it uses. They are given to the shell as parameters, so it never reads them as
 * a part of the command, whatever they hold. The shell keeps them in variables of its own, which no child process inherits
 * and no {@code shift} or function of the command's moves.
 *
 * @param text the administrator's or user's, in which variables stand for the values
 * @param values the first one is {@code waybill_1}
 */
public record ShellCommand(String text, List<String> values) {

    private static final String SHELL = "/bin/sh";

    public ShellCommand {
        values = List.copyOf(values);
    }

    static String variable(int number) {
        return "${waybill_" + number + "}";
    }

    /** The words of the command line. */
    public List<String> arguments() {
        List<String> words = new ArrayList<>(List.of(SHELL, "-c", script()));
        // $0, as without parameters
        words.add(SHELL);
        words.addAll(values);
        return words;
    }

    private String script() {
        if (values.isEmpty()) {
            return text;
        }
        StringBuilder script = new StringBuilder();
        for (int number = 1; number <= values.size(); number++) {
            script.append("waybill_")
                    .append(number)
                    .append("=${")
                    .append(number)
                    .append("}; ");
        }
        return script.append("set --; ").append(text).toString();
    }
}
