package org.waybill.queue.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.waybill.smtp.listener.MessageBody;

/**
 * What a program handed over, as a mail: all lines end with CR LF, whatever the program ends them with; a line {@code From }
 * of a mailbox file is gone; and a text that does not begin with a header has an empty one. In a file, which goes when this
 * is closed.
 */
public final class LocalContent implements MessageBody, Closeable {

    private static final int FIRST_LINE = 1024;

    /** RFC 5322 §2.2; a blank may stand before the colon (§4.5). */
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);

    private final Path file;
    private final long size;

    private LocalContent(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /**
     * Reads a mail to its end.
     *
     * @param limit the size from which on no more is kept: somebody will refuse what is longer
     */
    public static LocalContent of(InputStream in, long limit) throws IOException {
        Path file = Files.createTempFile("waybill-", ".local");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                copy(in, new Lines(out, limit));
            }
            return new LocalContent(file, Files.size(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream in, Lines lines) throws IOException {
        PushbackInputStream text = new PushbackInputStream(new BufferedInputStream(in), FIRST_LINE);
        String first = peek(text);
        if (first.startsWith("From ")) {
            skipLine(text);
            first = peek(text);
        }
        if (!first.isEmpty() && !FIELD.matcher(first).matches() && !first.matches("\\r?\\n(?s:.*)")) {
            lines.write('\n');
        }
        for (int octet = text.read(); octet >= 0 && !lines.full(); octet = text.read()) {
            lines.write(octet);
        }
        lines.end();
    }

    private static String peek(PushbackInputStream text) throws IOException {
        byte[] first = text.readNBytes(FIRST_LINE);
        text.unread(first);
        return new String(first, StandardCharsets.ISO_8859_1);
    }

    private static void skipLine(InputStream text) throws IOException {
        int octet = text.read();
        while (octet >= 0 && octet != '\n') {
            octet = text.read();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Ends lines with CR LF. */
    private static final class Lines {

        private final OutputStream out;
        private final long limit;
        private long written;
        private int last = '\n';

        Lines(OutputStream out, long limit) {
            this.out = out;
            this.limit = limit;
        }

        boolean full() {
            return written > limit;
        }

        void write(int octet) throws IOException {
            if (octet == '\n' && last == '\r') {
                last = octet;
                return;
            }
            if (octet == '\n' || octet == '\r') {
                out.write('\r');
                out.write('\n');
                written += 2;
            } else {
                out.write(octet);
                written++;
            }
            last = octet;
        }

        void end() throws IOException {
            if (last != '\n' && last != '\r') {
                write('\n');
            }
        }
    }
}
