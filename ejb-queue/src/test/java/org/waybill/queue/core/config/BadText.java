package org.waybill.queue.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A configuration text with one error, from a table in a file: each text ends with a line <code>=&gt; problem</code>.
 *
 * @param problem as it is printed behind the name of the file
 */
public record BadText(String text, String problem) {

    /** All texts of a file that lies beside a test. */
    public static List<BadText> of(Class<?> test, String file) {
        try (InputStream stream = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
            List<BadText> texts = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("=> ")) {
                    texts.add(new BadText(String.join("\n", lines), line.substring(3)));
                    lines.clear();
                } else if (!line.startsWith("//") && !(lines.isEmpty() && line.isEmpty())) {
                    lines.add(line);
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problem with the name of the file, as {@link Problem} prints it. */
    public String printed() {
        return "configuration:" + problem;
    }

    @Override
    public String toString() {
        return text.replace("\n", " / ");
    }
}
