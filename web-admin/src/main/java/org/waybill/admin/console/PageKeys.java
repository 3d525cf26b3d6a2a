package org.waybill.admin.console;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where the pages of a keyset-paged list begin: the way back is remembered, since only the way on can be asked for. No
 * page is ever counted or skipped by number, so a page costs the same however long the list is.
 */
public final class PageKeys implements Serializable {

    private final Deque<String> before = new ArrayDeque<>();
    private String current = "";

    /** What the page to be shown begins after; empty for the first. */
    String current() {
        return current;
    }

    public boolean hasPrevious() {
        return !before.isEmpty();
    }

    /** The page's number, from 1. */
    public int number() {
        return before.size() + 1;
    }

    void next(String key) {
        before.push(current);
        current = key;
    }

    void previous() {
        current = before.isEmpty() ? "" : before.pop();
    }

    void first() {
        before.clear();
        current = "";
    }
}
