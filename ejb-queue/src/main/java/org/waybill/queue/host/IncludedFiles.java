package org.waybill.queue.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.waybill.queue.core.config.Includes;

/** The files that {@code include} names, relative to the data directory. */
public final class IncludedFiles implements Includes {

    /** As much as the parser takes of a whole configuration, and one octet more, so that it notices. */
    private static final int ENOUGH = (1 << 20) + 1;

    private final Path dataDirectory;

    public IncludedFiles(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    @Override
    public Answer read(String file) {
        try (InputStream in = Files.newInputStream(dataDirectory.resolve(file))) {
            return new Answer.Text(new String(in.readNBytes(ENOUGH), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new Answer.Missing("there is no such file");
        } catch (IOException | InvalidPathException e) {
            return new Answer.Missing("it cannot be read: " + e.getMessage());
        }
    }
}
