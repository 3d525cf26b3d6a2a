package org.waybill.queue.core.config;

/** Names of what a configuration defines. */
public final class Names {

    /** What a name looks like. */
    static final String PATTERN = "[A-Za-z0-9._-]{1,64}";

    private Names() {}

    /** @throws IllegalArgumentException with a sentence if this is no name */
    public static void check(String name) {
        if (!name.matches(PATTERN)) {
            throw new IllegalArgumentException(
                    "a name has 1 to 64 letters, digits, '-', '_' or '.', not '" + name + "'");
        }
    }
}
