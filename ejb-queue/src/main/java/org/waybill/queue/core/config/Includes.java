package org.waybill.queue.core.config;

/** Port: the texts that {@code include} names. */
public interface Includes {

    /**
     * Reads a file.
     *
     * @param file as written, relative to the data directory unless it is absolute
     */
    Answer read(String file);

    /** The text, or why there is none. */
    sealed interface Answer {
        record Text(String text) implements Answer {}

        /** @param reason such as {@code there is no such file} */
        record Missing(String reason) implements Answer {}
    }

    /** No file at all: for texts that stand alone. */
    static Includes none() {
        return file -> new Answer.Missing("files cannot be included here");
    }
}
