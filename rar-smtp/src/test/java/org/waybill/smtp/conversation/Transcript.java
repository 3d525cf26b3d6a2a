package org.waybill.smtp.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must have happened, told from what a client sent and what the server answered, by a reader that shares nothing
 * with the server: every line has one reply, in order; 354 begins a mail, a reply below 300 behind it hands one over.
 * That is true of every command whose answer may be refused, known or not, so new ones need no word here.
 */
public final class Transcript {

    /** RFC 5321 §4.5.3.1.5, in octets with the line end. */
    private static final int MAX_REPLY_LINE = 512;

    /** In octets; who sends as much without a line end is not waited for. */
    private static final int MAX_LINE = 64 * 1_024;

    /** RFC 3030 §2: the one command that is followed by octets which are no lines, refused or not. */
    private static final Pattern CHUNK = Pattern.compile("(?i)BDAT ([0-9]{1,18})(?<last> LAST)?[ \\t]*");

    private static final Pattern ANEW = Pattern.compile("(?i)(MAIL|RSET|EHLO|HELO)\\b.*");

    private static final Pattern UNSAFE = Pattern.compile("\0|\r(?=[^\n])|(?<!\r)\n");

    private final String input;
    private final Queue<Reply> replies;
    private final List<String> mails = new ArrayList<>();
    private int position;
    private String chunks = "";

    private record Reply(int code) {}

    /** Thrown where the client's octets or the server's replies end. */
    private static final class End extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Transcript(String input, Queue<Reply> replies) {
        this.input = input;
        this.replies = replies;
    }

    /**
     * Checks a session and tells which mails it must have handed over.
     *
     * @param input all that was sent, one character for each octet
     * @param output all that was answered
     * @param closed whether the server ended the session, while the client went on
     * @return their texts, without what the server put before them
     */
    public static List<String> mails(String input, String output, boolean closed) {
        Deque<Reply> replies = replies(output);
        if (closed) {
            int last = replies.getLast().code();
            assertTrue(last == 221 || last == 421 || last >= 500, () -> "closed after\n" + output);
        }
        Transcript transcript = new Transcript(input, replies);
        try {
            transcript.next();
            while (true) {
                transcript.command();
            }
        } catch (End end) {
            assertTrue(replies.isEmpty(), () -> "not asked for: " + replies);
            assertTrue(closed || transcript.waiting(), () -> "no answer to all of\n" + input);
            return transcript.mails;
        }
    }

    private static Deque<Reply> replies(String output) {
        Deque<Reply> replies = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        assertTrue(output.endsWith("\r\n"), output);
        for (String line : output.substring(0, output.length() - 2).split("\r\n", -1)) {
            assertTrue(line.matches("[2-5][0-9]{2}[ -].*"), line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
            assertTrue(line.length() + 2 <= MAX_REPLY_LINE, line);
            text.append(line).append('\n');
            assertEquals(text.substring(0, 3), line.substring(0, 3), "one code for all lines");
            if (line.charAt(3) == ' ') {
                replies.add(new Reply(Integer.parseInt(line.substring(0, 3))));
                text.setLength(0);
            }
        }
        assertEquals("", text.toString(), "half a reply");
        return replies;
    }

    private Reply next() throws End {
        Reply reply = replies.poll();
        if (reply == null) {
            throw new End();
        }
        return reply;
    }

    /** Whether nothing is left that the server could have answered. */
    private boolean waiting() {
        return position < 0;
    }

    private End stillToCome() {
        position = -1;
        return new End();
    }

    private void command() throws End {
        String line = line(MAX_LINE);
        Matcher chunk = CHUNK.matcher(line);
        if (chunk.matches()) {
            chunk(Long.parseLong(chunk.group(1)), chunk.group("last") != null);
            return;
        }
        Reply reply = next();
        if (reply.code() == 354) {
            body();
        } else if (reply.code() < 300 && ANEW.matcher(line).matches()) {
            chunks = "";
        }
    }

    /** Up to the next line end. What is no line end, and no part of one, ends the session with one reply. */
    private String line(int longest) throws End {
        int end = input.indexOf("\r\n", position);
        int limit = end < 0 ? input.length() : end + 2;
        Matcher unsafe = UNSAFE.matcher(input).region(position, limit);
        boolean never = unsafe.find();
        int length = (never ? unsafe.start() : end < 0 ? limit : end) - position;
        if (never || length > longest) {
            next();
            throw new End();
        }
        if (end < 0) {
            throw stillToCome();
        }
        String line = input.substring(position, end);
        position = end + 2;
        return line;
    }

    private void body() throws End {
        StringBuilder text = new StringBuilder();
        for (String line = line(Integer.MAX_VALUE); !line.equals("."); line = line(Integer.MAX_VALUE)) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        if (next().code() < 300) {
            mails.add(text.toString());
        }
    }

    private void chunk(long length, boolean last) throws End {
        if (input.length() - position < length) {
            throw stillToCome();
        }
        String octets = input.substring(position, position + (int) length);
        position += (int) length;
        if (next().code() < 300) {
            chunks += octets;
            if (last) {
                mails.add(chunks.isEmpty() || chunks.endsWith("\r\n") ? chunks : chunks + "\r\n");
                chunks = "";
            }
        }
    }
}
