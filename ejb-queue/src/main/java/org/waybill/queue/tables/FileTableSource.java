package org.waybill.queue.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import org.waybill.queue.core.tables.TableSource;

/** Reads tables from the file system: regular files in UTF-8 of at most {@value #MAX_OCTETS} octets. */
public final class FileTableSource implements TableSource {

    /** 16 MiB. */
    static final int MAX_OCTETS = 16 * 1024 * 1024;

    private final Consumer<String> alarms;

    /** @param alarms hears of every file that cannot be used */
    public FileTableSource(Consumer<String> alarms) {
        this.alarms = alarms;
    }

    @Override
    public Stamp stamp(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                // a pipe or a device would block or never end
                throw new IOException("not a regular file");
            }
            return new Stamp(
                    attributes.lastModifiedTime().toInstant(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (FileSystemException e) {
            throw explained(e);
        }
    }

    @Override
    public List<String> lines(Path path) throws IOException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(path)) {
            octets = in.readNBytes(MAX_OCTETS + 1);
        } catch (FileSystemException e) {
            throw explained(e);
        }
        if (octets.length > MAX_OCTETS) {
            throw new IOException("larger than 16 MiB");
        }
        return decode(octets).lines().toList();
    }

    /** The JDK's messages of these hold nothing but the path. */
    private static IOException explained(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return new IOException("no such file", e);
        }
        return e instanceof AccessDeniedException ? new IOException("permission denied", e) : e;
    }

    private static String decode(byte[] octets) throws IOException {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length);
        if (utf8.decode(in, out, true).isError()) {
            throw new IOException("line " + lineAt(octets, in.position()) + ": not UTF-8");
        }
        return out.flip().toString();
    }

    private static int lineAt(byte[] octets, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (octets[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    @Override
    public void alarm(String text) {
        alarms.accept(text);
    }
}
