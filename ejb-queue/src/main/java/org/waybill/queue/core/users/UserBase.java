package org.waybill.queue.core.users;

/** Where users are looked up: the system's, or a table. Asked at RCPT TO and again at each local delivery. */
public interface UserBase {

    /** For messages: {@code the system's users}, {@code table <users>}. */
    String description();

    /** @param name exactly as it is looked up, lower case already where it came from an address */
    Answer find(String name);

    /** Yes, no, or "could not look up". */
    sealed interface Answer {

        record Found(User user) implements Answer {}

        record Missing() implements Answer {}

        /** @param reason for the log and the console, never for the client */
        record Unavailable(String reason) implements Answer {}
    }
}
