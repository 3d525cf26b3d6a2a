package org.waybill.micro;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@code logs/waybill.log} with its predecessors {@code waybill.log.1} to {@code .5}. Unlike the JDK's file handler it
 * never numbers the current file, which an operator wants to watch, leaves no lock file behind, and writes on while the
 * process stops (the log manager closes its handlers before the server has stopped).
 *
 * <p>Whoever writes writes for all who come meanwhile, and these go on: a hundred workers with a line each would else wait for
 * one another longer than for their mail. Every line is in the file as soon as nobody writes.
 */
public final class LogFile extends Handler {

    private static final long LIMIT = 10L * 1024 * 1024;
    private static final int GENERATIONS = 5;

    /** With more lines than these waiting to be written, whoever brings one waits too. */
    private static final int MOST_WAITING = 10_000;

    private final Path file;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Lock writing = new ReentrantLock();
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
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        lines.add(getFormatter().format(entry));
        if (waiting.incrementAndGet() > MOST_WAITING) {
            writing.lock();
            writeAndUnlock();
        }
        // again, because a line may have come when the last one was written and before the lock was free
        while (waiting.get() > 0 && writing.tryLock()) {
            writeAndUnlock();
        }
    }

    private void writeAndUnlock() {
        try {
            write();
        } catch (IOException e) {
            reportError("cannot write " + file, e, ErrorManager.WRITE_FAILURE);
        } finally {
            writing.unlock();
        }
    }

    private void write() throws IOException {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            waiting.decrementAndGet();
            BufferedWriter open = writer != null ? writer : open();
            open.write(line);
            size += line.length();
            if (size > LIMIT) {
                rotate();
            }
        }
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public void flush() {
        // every record has been flushed
    }

    /** The next record opens the file again. */
    @Override
    public void close() {
        writing.lock();
        try {
            closeFile();
        } finally {
            writing.unlock();
        }
    }

    private void closeFile() {
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
        closeFile();
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
