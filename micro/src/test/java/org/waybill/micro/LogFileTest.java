package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final int THREADS = 16;
    private static final int LINES = 500;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void everyLineIsThereOnceWhoeverWritesIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("waybill.log");
        LogFile log = new LogFile(file);
        List<CompletableFuture<Void>> all = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, LINES)
                                .forEach(line -> log.publish(
                                        new LogRecord(Level.INFO, "line " + (thread * LINES + line) + " ends"))),
                        threads))
                .toList();
        all.forEach(CompletableFuture::join);
        List<String> lines = Files.readAllLines(file);
        assertEquals(THREADS * LINES, lines.size());
        TreeSet<Integer> numbers = new TreeSet<>();
        lines.forEach(line -> numbers.add(Integer.valueOf(line.replaceAll(".*line (\\d+) ends", "$1"))));
        assertEquals(THREADS * LINES, numbers.size());
        log.close();
    }

    @Test
    void aLineIsInTheFileWhenItsWriterGoesOnAndAClosedLogWritesOn(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("waybill.log");
        LogFile log = new LogFile(file);
        log.publish(new LogRecord(Level.INFO, "before"));
        assertTrue(Files.readString(file).endsWith("before\n"));
        log.close();
        log.publish(new LogRecord(Level.WARNING, "after"));
        assertEquals(2, Files.readAllLines(file).size());
        log.close();
    }
}
