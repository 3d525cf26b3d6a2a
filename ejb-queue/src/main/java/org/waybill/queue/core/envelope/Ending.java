package org.waybill.queue.core.envelope;

/**
 * What an expansion ended in. Almost always an address, which the action delivers to; aliases and .forward files may name a
 * command or a file instead, which is the recipient's own word and no part of the action.
 */
public sealed interface Ending {

    /** The longest command or path, in characters. */
    int MAX_LENGTH = 2048;

    /** Begins the text of an address with a sub-address. */
    String TAG = "tag:";

    /** One line, for the store and for people; {@link #parse} reads it. */
    String text();

    /**
     * The destination's address: the action says what happens.
     *
     * @param tag the sub-address of the user that was found, as in {@code user+tag}; empty without one
     */
    record Address(String tag) implements Ending {
        public Address {
            if (!tag.isEmpty()) {
                check(tag);
            }
        }

        @Override
        public String text() {
            return tag.isEmpty() ? "" : TAG + tag;
        }
    }

    /**
     * {@code |command}
     *
     * @param command for {@code /bin/sh -c}
     * @param asUser whether it runs as the envelope's user (from .forward), else as the server (from an alias)
     */
    record Command(String command, boolean asUser) implements Ending {
        public Command {
            check(command);
        }

        @Override
        public String text() {
            return owner(asUser) + "|" + command;
        }
    }

    /**
     * {@code /file}, in the format of mbox
     *
     * @param path an absolute path
     * @param asUser whether it is written as the envelope's user (from .forward), else as the server (from an alias)
     */
    record MailFile(String path, boolean asUser) implements Ending {
        public MailFile {
            check(path);
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("the path of a file begins with '/': " + path);
            }
        }

        @Override
        public String text() {
            return owner(asUser) + path;
        }
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} makes */
    static Ending parse(String text) {
        if (text.isEmpty()) {
            return new Address("");
        }
        if (text.startsWith(TAG)) {
            return new Address(text.substring(TAG.length()));
        }
        int colon = text.indexOf(':');
        String owner = colon < 0 ? "" : text.substring(0, colon + 1);
        if (!owner.equals(owner(true)) && !owner.equals(owner(false))) {
            throw new IllegalArgumentException("'" + text + "' says not whose command or file it is");
        }
        boolean asUser = owner.equals(owner(true));
        String rest = text.substring(colon + 1);
        return rest.startsWith("|") ? new Command(rest.substring(1), asUser) : new MailFile(rest, asUser);
    }

    private static String owner(boolean asUser) {
        return asUser ? "user:" : "server:";
    }

    private static void check(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a tag, a command or a file has 1 to " + MAX_LENGTH + " characters and no control character");
        }
    }
}
