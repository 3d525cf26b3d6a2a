package org.waybill.queue.agent.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that reads a mail. Runs in a process group of its own, which is killed as a whole when its time is over:
 * timeout(1) sees to that, because it runs as whoever the command runs as and may do so.
 */
final class ChildProcess {

    /** Behind the time of timeout(1), if that did not help. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** For the rest of the output, once the command has ended: what it left in the background may keep the pipe open. */
    private static final Duration TAIL = Duration.ofSeconds(1);

    private static final int MAX_OUTPUT = 8 * 1024;

    private static final int SIGNAL = 128;

    private ChildProcess() {}

    /**
     * What came of it.
     *
     * @param status its exit status, above 128 if a signal ended it
     * @param output its end, as far as it is kept
     * @param readAll whether it took all of the mail
     * @param timedOut whether it was killed for its time
     */
    record End(int status, String output, boolean readAll, boolean timedOut) {

        /** The last line of its output, may be empty. */
        String lastLine() {
            String text = output.strip();
            return text.substring(text.lastIndexOf('\n') + 1);
        }

        /** Whether it ended itself. */
        boolean exited() {
            return status < SIGNAL;
        }
    }

    /** The words that bound a command's time. */
    static List<String> withinTime(Duration limit, List<String> command) {
        List<String> words = new ArrayList<>(List.of("timeout", "-s", "KILL", seconds(limit)));
        words.addAll(command);
        return words;
    }

    static String seconds(Duration limit) {
        return "%d.%03d".formatted(limit.toSeconds(), limit.toMillisPart());
    }

    /**
     * Runs a command to its end.
     *
     * @param command its words, {@link #withinTime}
     * @param environment all of it
     * @param limit the time that the words have
     * @throws IOException if it cannot be started, or the mail cannot be read
     */
    static End run(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            LocalMessage.Writer mail,
            Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            Feeder feeder = new Feeder(process, mail);
            Listener listener = new Listener(process.getInputStream());
            boolean ended = process.waitFor(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            boolean timedOut = System.nanoTime() - start >= limit.toNanos();
            if (!ended) {
                return new End(SIGNAL + 9, "", false, true);
            }
            feeder.join(TAIL.toMillis());
            listener.join(TAIL.toMillis());
            feeder.throwTrouble();
            int status = process.exitValue();
            return new End(status, listener.output(), feeder.done(), timedOut && status >= SIGNAL);
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Writes the mail; a command that reads slowly, or not at all, keeps this thread and nobody else. */
    private static final class Feeder extends Thread {

        private final Process process;
        private final LocalMessage.Writer mail;
        private volatile boolean done;
        private volatile String trouble = "";

        Feeder(Process process, LocalMessage.Writer mail) {
            super("waybill-command-input");
            this.process = process;
            this.mail = mail;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            Pipe pipe = new Pipe(process.getOutputStream());
            try (OutputStream out = new BufferedOutputStream(pipe, LocalMessage.BUFFER)) {
                mail.writeTo(out);
                out.flush();
                done = true;
            } catch (IOException e) {
                if (!pipe.broken) {
                    trouble = Reasons.of(e);
                }
            } catch (RuntimeException e) {
                trouble = e.toString();
            }
        }

        boolean done() {
            return done;
        }

        void throwTrouble() throws IOException {
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
        }

        /** Knows whose fault it is; and an end of the input means that all of the mail was there. */
        private final class Pipe extends OutputStream {

            private final OutputStream out;
            private boolean broken;

            Pipe(OutputStream out) {
                this.out = out;
            }

            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    out.write(octets, offset, length);
                } catch (IOException e) {
                    broken = true;
                    throw e;
                }
            }

            @Override
            public void flush() throws IOException {
                try {
                    out.flush();
                } catch (IOException e) {
                    broken = true;
                    throw e;
                }
            }

            @Override
            public void close() throws IOException {
                if (!done && !broken) {
                    kill(process);
                }
                out.close();
            }
        }
    }

    /** Reads the output, of which the end is kept. */
    private static final class Listener extends Thread {

        private final InputStream in;
        private final byte[] last = new byte[MAX_OUTPUT];
        private int length;

        Listener(InputStream in) {
            super("waybill-command-output");
            this.in = in;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] octets = new byte[MAX_OUTPUT];
            try (in) {
                for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
                    keep(octets, count);
                }
            } catch (IOException closed) {
                // there is nothing more
            }
        }

        private synchronized void keep(byte[] octets, int count) {
            int old = Math.min(length, MAX_OUTPUT - count);
            System.arraycopy(last, length - old, last, 0, old);
            System.arraycopy(octets, 0, last, old, count);
            length = old + count;
        }

        synchronized String output() {
            return new String(last, 0, length, StandardCharsets.UTF_8);
        }
    }
}
