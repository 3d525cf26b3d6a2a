package org.waybill.queue.jpa;

/** Patterns for {@code like … escape '!'} in which what people typed stands for itself. */
final class LikePattern {

    private LikePattern() {}

    static String startingWith(String text) {
        return escape(text) + "%";
    }

    static String endingWith(String text) {
        return "%" + escape(text);
    }

    static String containing(String text) {
        return "%" + escape(text) + "%";
    }

    /** Text with {@code *} for any part stands for the whole; other text for a part. */
    static String of(String text) {
        return text.contains("*") ? escape(text).replace('*', '%') : containing(text);
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
