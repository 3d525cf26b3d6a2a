package org.waybill.micro.clients;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A mail with what clients and servers may be tempted to change: dots at the beginning of lines, blanks at their end, the
 * longest line there may be, and empty lines at the end.
 *
 * @param mark in its first line and nowhere else in the world
 * @param content with CR LF line ends
 */
record TestMail(String mark, String from, String to, String content) {

    private static final int LONGEST_LINE = 998;
    private static final int TWENTY_MEGABYTES = 20 << 20;
    private static final String FILLER = "The quick brown fox jumps over the lazy dog, again and again.\r\n";

    static TestMail of(Cell cell) {
        Mode mode = cell.mode();
        boolean utf8 = mode == Mode.UTF8_ADDRESSES;
        String mark = cell + " " + UUID.randomUUID();
        String from = utf8 ? "jürgen@bücher.example" : "sender@example.org";
        // only who has signed in may send to the other domain
        String to =
                utf8 ? "zoë@clients.example" : mode.authenticates() ? "demo@elsewhere.example" : "demo@clients.example";
        return new TestMail(mark, from, to, header(mark, from, to, mode) + body(mode));
    }

    /** What the first line of the content is. */
    String firstLine() {
        return "Subject: " + mark;
    }

    private static String header(String mark, String from, String to, Mode mode) {
        boolean ascii = mode != Mode.EIGHT_BIT && mode != Mode.UTF8_ADDRESSES;
        return String.join(
                "\r\n",
                "Subject: " + mark,
                "From: <" + from + ">",
                "To: <" + to + ">",
                "Date: Thu, 1 Jan 2026 00:00:00 +0000",
                "Message-ID: <" + UUID.randomUUID() + "@client.example>",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=" + (ascii ? "us-ascii" : "utf-8"),
                "Content-Transfer-Encoding: " + (ascii ? "7bit" : "8bit"),
                "",
                "");
    }

    private static String body(Mode mode) {
        String filling =
                switch (mode) {
                    case EIGHT_BIT, UTF8_ADDRESSES -> "Größe, naïve, Ελληνικά, 你好, \uD83D\uDE00\r\n";
                    case TWENTY_MEGABYTES -> FILLER.repeat(TWENTY_MEGABYTES / FILLER.length() + 1);
                    default -> FILLER;
                };
        return ".\r\n..two dots\r\nFrom here\r\nblanks  \t\r\n" + "x".repeat(LONGEST_LINE) + "\r\n" + filling
                + "\r\n\r\n";
    }

    byte[] octets() {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** As it must stand in a maildir. */
    byte[] delivered() {
        return content.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }
}
