package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.config.Problem;

/** The manual page's examples can be used as they stand. */
class DocumentedExamplesTest {

    private static final Path PAGE = Path.of("../docs/waybill.conf.md");

    private static final String INDENT = "    ";

    /** Tables that cannot be read yet are no error of a configuration; certificates are. */
    private static final Laboratory LABORATORY = new Laboratory(Map.of(
            "../etc/letsencrypt/live/mx.example.org/fullchain.pem", "",
            "../etc/letsencrypt/live/mx.example.org/privkey.pem", ""));

    @Test
    void everyExampleIsAConfiguration() throws IOException {
        List<String> examples = examples();
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            List<String> problems = LABORATORY.compile(example) instanceof Compilation.Invalid invalid
                    ? invalid.problems().stream().map(Problem::toString).toList()
                    : List.of();
            assertEquals(List.of(), problems, example);
        }
    }

    /** The indented blocks that have rules. */
    private static List<String> examples() throws IOException {
        String page = Files.readString(PAGE);
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        for (String line : page.substring(page.indexOf("## EXAMPLES")).split("\n", -1)) {
            if (line.startsWith(INDENT)) {
                block.append(line, INDENT.length(), line.length()).append('\n');
            } else if (!line.isEmpty()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        return Stream.concat(blocks.stream(), Stream.of(block.toString()))
                .filter(text -> text.contains("match "))
                .toList();
    }
}
