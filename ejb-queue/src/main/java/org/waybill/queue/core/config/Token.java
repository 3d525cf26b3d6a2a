package org.waybill.queue.core.config;

/**
 * One token.
 *
 * @param raw as it is spelled
 * @param value what it means: the text of a string, the name of a macro without {@code $}
 */
record Token(Kind kind, String raw, String value, Place place) {

    /** What it is. */
    enum Kind {
        WORD,
        STRING,
        MACRO,
        OPEN,
        CLOSE,
        COMMA,
        EQUALS,
        BANG,
        LESS,
        GREATER,
        NEWLINE,
        COMMENT,
        /** Something of which a problem already tells. */
        INVALID,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isWord(String text) {
        return kind == Kind.WORD && value.equals(text);
    }

    /** Whether it can stand for a value. */
    boolean isValue() {
        return kind == Kind.WORD || kind == Kind.STRING || kind == Kind.MACRO;
    }

    /** The place behind its last character. */
    Place end() {
        return new Place(place.file(), place.line(), place.column() + raw.length());
    }

    /** How a message names it. */
    String described() {
        return switch (kind) {
            case NEWLINE, COMMENT, END -> "end of the statement";
            case STRING, MACRO -> raw;
            default -> "'" + raw + "'";
        };
    }
}
