package org.waybill.smtp.session;

/** What {@link LineDecoder} found where a command line was expected. */
public sealed interface CommandLine {

    /**
     * A line.
     *
     * @param text without its CR LF; ASCII, or what the octets are in UTF-8 (RFC 6531 §3.1)
     */
    record Read(String text) implements CommandLine {}

    /** A line over {@link LineDecoder#MAX_LINE} octets; it was skipped up to its CR LF. */
    record TooLong() implements CommandLine {}

    /** A line with octets above 127 that are not UTF-8 (RFC 3629 §4); where it ends is not in doubt. */
    record NotUtf8() implements CommandLine {}

    /** So many octets without a line end that waiting for one is pointless. */
    record Endless() implements CommandLine {}

    /**
     * A CR without LF, an LF without CR, or a NUL. Where the sender thinks the line ends cannot be known, so nothing
     * behind it may be read as a command (RFC 5321 §2.3.8).
     */
    record Unsafe() implements CommandLine {}
}
