package org.waybill.queue.trace;

import java.util.HashSet;
import java.util.Set;

/** One trace at a time for each author, a few in all. */
final class TracePlaces {

    private static final int MOST = 4;

    private final Set<String> authors = new HashSet<>();

    synchronized boolean take(String author) {
        return authors.size() < MOST && authors.add(author);
    }

    synchronized void free(String author) {
        authors.remove(author);
    }
}
