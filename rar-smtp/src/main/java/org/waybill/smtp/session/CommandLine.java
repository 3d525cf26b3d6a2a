package org.waybill.smtp.session;

/** What {@link LineDecoder} found where a command line was expected. */
public sealed interface CommandLine {

    /**
     * A line.
     *
     * @param text without its CR LF, one character for each octet
     */
    record Read(String text) implements CommandLine {}

    /** A line over {@link LineDecoder#MAX_LINE} octets; it was skipped up to its CR LF. */
    record TooLong() implements CommandLine {}

    /** So many octets without a line end that waiting for one is pointless. */
    record Endless() implements CommandLine {}

    /**
     * A CR without LF, an LF without CR, or a NUL. Where the sender thinks the line ends cannot be known, so nothing
     * behind it may be read as a command (RFC 5321 §2.3.8).
     */
    record Unsafe() implements CommandLine {}
}
