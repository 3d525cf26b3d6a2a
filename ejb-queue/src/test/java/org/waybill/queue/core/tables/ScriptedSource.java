package org.waybill.queue.core.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file that a test writes, breaks and takes away. */
final class ScriptedSource implements TableSource {

    final List<String> alarms = new ArrayList<>();
    int reads;

    private List<String> lines = List.of();
    private int version;
    private String stampFailure = "no such file";
    private String readFailure = "";
    private Runnable whileReading = () -> {};

    void write(String... text) {
        lines = List.of(text);
        version++;
        stampFailure = "";
        readFailure = "";
    }

    void vanish() {
        stampFailure = "no such file";
    }

    void comeBack() {
        stampFailure = "";
    }

    void deny() {
        readFailure = "permission denied";
    }

    void allow() {
        readFailure = "";
    }

    /** Runs once, after the next reading has taken its lines. */
    void whileReading(Runnable writer) {
        whileReading = writer;
    }

    @Override
    public Stamp stamp(Path path) throws IOException {
        failIf(stampFailure);
        return new Stamp(Instant.EPOCH, version, "");
    }

    @Override
    public List<String> lines(Path path) throws IOException {
        failIf(readFailure);
        reads++;
        List<String> taken = lines;
        Runnable writer = whileReading;
        whileReading = () -> {};
        writer.run();
        return taken;
    }

    private static void failIf(String failure) throws IOException {
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    @Override
    public void alarm(String text) {
        alarms.add(text);
    }
}
