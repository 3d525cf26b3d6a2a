package org.waybill.micro;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@code logs/waybill.log} with its predecessors {@code waybill.log.1} to {@code .5}. Unlike the JDK's file handler it
 * never numbers the current file, which an operator wants to watch, leaves no lock file behind, and writes on while the
 * process stops (the log manager closes its handlers before the server has stopped).
 */
public final class LogFile extends Handler {

    private static final long LIMIT = 10L * 1024 * 1024;
    private static final int GENERATIONS = 5;

    private final Path file;
    private @Nullable BufferedWriter writer;
    private long size;

    /** Constructed by the log manager, which has nothing to hand over; so the file follows from the home directory. */
    public LogFile() {
        this(Path.of(System.getProperty("waybill.home", "waybill"), "logs", "waybill.log"));
    }

    LogFile(Path file) {
        super();
        this.file = file;
        super.setFormatter(new LogFormat());
    }

    /** Keeps its own format: the server puts its own on every handler it finds. */
    @Override
    public synchronized void setFormatter(Formatter ignored) {}

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        try {
            String text = getFormatter().format(entry);
            BufferedWriter open = writer != null ? writer : open();
            open.write(text);
            open.flush();
            size += text.length();
            if (size > LIMIT) {
                rotate();
            }
        } catch (IOException e) {
            reportError("cannot write " + file, e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        // every record has been flushed
    }

    /** The next record opens the file again. */
    @Override
    public synchronized void close() {
        BufferedWriter open = writer;
        writer = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            reportError("cannot close " + file, e, ErrorManager.CLOSE_FAILURE);
        }
    }

    private BufferedWriter open() throws IOException {
        BufferedWriter opened = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
        writer = opened;
        return opened;
    }

    private void rotate() throws IOException {
        close();
        for (int generation = GENERATIONS; generation > 0; generation--) {
            Path from = generation == 1 ? file : generation(generation - 1);
            if (Files.exists(from)) {
                Files.move(from, generation(generation), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path generation(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
