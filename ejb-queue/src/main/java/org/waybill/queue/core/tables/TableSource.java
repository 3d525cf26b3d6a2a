package org.waybill.queue.core.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where the text of a {@link FileTable} comes from, and who hears of its troubles. */
public interface TableSource {

    /**
     * Which version of the file is there now. Asked at every look-up, so it has to be cheap.
     *
     * @throws IOException if there is no file, with a sentence for people
     */
    Stamp stamp(Path path) throws IOException;

    /**
     * All lines of the file, without their ends.
     *
     * @throws IOException if it cannot be read, is too large or no text, with a sentence for people
     */
    List<String> lines(Path path) throws IOException;

    /** Reports that a file cannot be used, and what is done meanwhile; once for each trouble. */
    void alarm(String text);

    /**
     * A version of a file: two that are equal are taken for the same.
     *
     * @param changed when it was last changed
     * @param size in octets
     * @param identity tells a file from another one that took its name
     */
    record Stamp(Instant changed, long size, String identity) {}
}
