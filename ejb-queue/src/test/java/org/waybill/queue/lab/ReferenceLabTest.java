package org.waybill.queue.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference's acceptance cases. Those of {@code not-yet.txt} must fail, so that its list only shrinks; all others must
 * pass. What came of each is in {@code target/lab.txt} afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceLabTest {

    private static final Logger LOG = System.getLogger(ReferenceLabTest.class.getName());

    private final Map<String, List<String>> passed = new LinkedHashMap<>();
    private final Map<String, List<String>> failed = new LinkedHashMap<>();
    private final List<String> report = new ArrayList<>();
    private final LabCases cases;
    private final LabNetwork network;
    private final Path directory;

    ReferenceLabTest(@TempDir Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.network = new LabNetwork(directory);
        this.cases = LabCases.read();
    }

    @BeforeAll
    void thereAreCases() {
        assertFalse(cases.all().isEmpty());
    }

    @TestFactory
    List<DynamicNode> behavesAsTheReference() {
        Map<String, List<DynamicTest>> groups = new LinkedHashMap<>();
        for (LabCase example : cases.toRun()) {
            groups.computeIfAbsent(example.group(), group -> new ArrayList<>())
                    .add(dynamicTest(example.id() + " " + example.title(), () -> run(example)));
        }
        List<DynamicNode> nodes = new ArrayList<>();
        groups.forEach((group, tests) -> nodes.add(dynamicContainer(group, tests)));
        return nodes;
    }

    private void run(LabCase example) throws IOException, GeneralSecurityException {
        CaseRun.Result result =
                new CaseRun(network).run(example, Files.createDirectory(directory.resolve(example.id())));
        note(example, result);
        if (cases.notYet().containsKey(example.id())) {
            assertFalse(result.failures().isEmpty(), () -> example.id() + " passes now: take it out of not-yet.txt");
        } else {
            assertEquals(List.of(), result.failures());
        }
    }

    private void note(LabCase example, CaseRun.Result result) {
        (result.failures().isEmpty() ? passed : failed)
                .computeIfAbsent(example.group(), group -> new ArrayList<>())
                .add(example.id());
        report.add(example.id() + " " + (result.failures().isEmpty() ? "passed" : "FAILED") + ": " + example.title());
        result.failures().forEach(failure -> report.add("    " + failure));
        result.otherWords().forEach(words -> report.add("    other words: " + words));
    }

    @AfterAll
    void report() throws IOException {
        network.close();
        StringBuilder summary = new StringBuilder("cases passed, group by group:");
        Map<String, Integer> sizes = new LinkedHashMap<>();
        cases.all().forEach(json -> sizes.merge(json.getString("group"), 1, Integer::sum));
        sizes.forEach((group, size) -> summary.append("\n  " + group + ": "
                + Objects.requireNonNullElse(passed.get(group), List.of()).size() + " of " + size));
        Files.write(Path.of("target", "lab.txt"), report);
        LOG.log(Level.INFO, summary.toString());
    }
}
