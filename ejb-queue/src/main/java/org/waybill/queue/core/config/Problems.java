package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers the problems of a text, up to a number that a person can read. */
public final class Problems {

    private static final int MOST = 200;

    private final List<Problem> problems = new ArrayList<>();

    public void add(Place place, String message, String expected, String cure) {
        if (problems.size() < MOST) {
            problems.add(new Problem(place.file(), place.line(), place.column(), message, expected, cure));
        } else if (problems.size() == MOST) {
            problems.add(new Problem(
                    place.file(), place.line(), place.column(), "there are more problems behind this one", "", ""));
        }
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(problems);
    }
}
