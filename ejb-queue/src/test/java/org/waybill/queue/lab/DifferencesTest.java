package org.waybill.queue.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/differences.md} lists what the laboratory knows, no more and no less. */
class DifferencesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "differences.md");

    private static final String BEGIN = "<!-- the laboratory's list -->\n";

    private final LabCases cases;

    DifferencesTest() throws IOException {
        cases = LabCases.read();
    }

    @Test
    void theDocumentHasTheLaboratorysList() throws IOException {
        String text = Files.readString(DOCUMENT);
        String list = list();
        // to be copied from here when the list has changed
        Files.writeString(Path.of("target", "differences.md"), text.substring(0, text.indexOf(BEGIN)) + BEGIN + list);
        assertEquals(list, text.substring(text.indexOf(BEGIN) + BEGIN.length()));
    }

    private String list() {
        Map<String, String> changed = new LinkedHashMap<>(cases.overlay().changed());
        changed.keySet().removeAll(cases.notYet().keySet());
        return table("Otherwise, and tested so", changed)
                + table("Not there, or tested elsewhere", cases.overlay().leftOut())
                + table("Not yet", cases.notYet());
    }

    private String table(String heading, Map<String, String> reasons) {
        List<String> rows = cases.all().stream()
                .filter(json -> reasons.containsKey(json.getString("id")))
                .map(json -> "| " + json.getString("id") + " | " + cell(json.getString("title")) + " | "
                        + cell(reasons.getOrDefault(json.getString("id"), "")) + " |\n")
                .toList();
        return rows.isEmpty()
                ? ""
                : "\n## " + heading + "\n\n| case | in the reference | here |\n|---|---|---|\n" + String.join("", rows);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    @Test
    void everyReasonIsForACaseThatThereIs() {
        Set<String> ids = cases.all().stream()
                .map((JsonObject json) -> json.getString("id"))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(cases.notYet().keySet());
        named.addAll(cases.overlay().changed().keySet());
        named.addAll(cases.overlay().leftOut().keySet());
        assertTrue(ids.containsAll(named), () -> named + " without " + ids);
    }

    @Test
    void nobodyWaitsForACaseThatIsLeftOut() {
        Set<String> both = new TreeSet<>(cases.notYet().keySet());
        both.retainAll(cases.overlay().leftOut().keySet());
        assertEquals(Set.of(), both);
    }
}
