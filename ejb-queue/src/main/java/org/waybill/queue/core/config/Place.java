package org.waybill.queue.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a text. It is no part of what the text says: all places are equal, so that two syntax trees
 * are equal when they say the same.
 *
 * @param file the included file, empty for the main text
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {

    /** Of something that was made by a form and not read. */
    public static final Place NOWHERE = new Place("", 1, 1);

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
