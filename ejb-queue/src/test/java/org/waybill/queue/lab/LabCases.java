package org.waybill.queue.lab;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The cases of all JSON files that lie beside {@code waybill.json}, which is the {@link Overlay}; {@code not-yet.txt} names
 * those that do not pass yet, an id and a reason on each line.
 *
 * @param all in the order of the files, those that are left out as well
 * @param notYet reasons by ids
 */
record LabCases(List<JsonObject> all, Overlay overlay, Map<String, String> notYet) {

    private static final String OVERLAY = "waybill.json";

    static LabCases read() throws IOException {
        Path directory = directory();
        List<JsonObject> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".json") && !name.equals(OVERLAY)) {
                    all.addAll(json(file).getJsonArray("cases").getValuesAs(JsonObject.class));
                }
            }
        }
        Map<String, String> notYet = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve("not-yet.txt"))) {
            if (!line.isBlank()) {
                String[] fields = line.split(" ", 2);
                notYet.put(fields[0], fields[1]);
            }
        }
        return new LabCases(all, new Overlay(json(directory.resolve(OVERLAY))), notYet);
    }

    private static Path directory() throws IOException {
        URL overlay = Objects.requireNonNull(LabCases.class.getResource(OVERLAY), OVERLAY);
        try {
            return Objects.requireNonNull(Path.of(overlay.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static JsonObject json(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                JsonReader reader = Json.createReader(text)) {
            return reader.readObject();
        }
    }

    /** Those that are run. */
    List<LabCase> toRun() {
        Map<String, String> leftOut = overlay.leftOut();
        return all.stream()
                .filter(json -> !leftOut.containsKey(json.getString("id")))
                .map(json -> LabCase.of(overlay.applyTo(json)))
                .toList();
    }
}
