package org.waybill.queue.agent.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads replies (RFC 5321 §4.2). An endless one costs a connection and not the heap. A line may end with LF alone: nothing
 * of a reply is ever sent on as protocol, so there is nothing to smuggle into it.
 */
public final class ReplyReader {

    static final int MAX_LINE = 4096;

    static final int MAX_LINES = 1000;

    private static final Pattern LINE = Pattern.compile("[2-5][0-9]{2}(?:[ -].*)?", Pattern.DOTALL);

    private final InputStream in;
    private final byte[] buffer = new byte[MAX_LINE];
    private int next;
    private int end;

    public ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next reply.
     *
     * @throws NoReplyException if what comes is none
     * @throws IOException if nothing comes
     */
    public Reply read() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES) {
            String line = line();
            if (!LINE.matcher(line).matches()) {
                throw new NoReplyException("no valid reply: " + line);
            }
            if (!lines.isEmpty() && !line.startsWith(lines.get(0).substring(0, 3))) {
                throw new NoReplyException("no valid reply: its lines have different codes");
            }
            lines.add(line);
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new NoReplyException("the reply is longer than " + MAX_LINES + " lines");
    }

    /** Whether nothing was received beyond the last reply. */
    boolean quiet() {
        return next == end;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LINE) {
            if (quiet()) {
                fill();
            }
            char c = (char) (buffer[next++] & 0xff);
            if (c == '\n') {
                int length = line.length();
                boolean cr = length > 0 && line.charAt(length - 1) == '\r';
                return line.substring(0, cr ? length - 1 : length);
            }
            line.append(c);
        }
        throw new NoReplyException("a line of the reply is longer than " + MAX_LINE + " octets");
    }

    private void fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        if (count <= 0) {
            throw new EOFException("the host hung up");
        }
        next = 0;
        end = count;
    }

    /** What the other side says is not SMTP. */
    public static final class NoReplyException extends IOException {

        private static final long serialVersionUID = 1L;

        NoReplyException(String what) {
            super(what);
        }
    }
}
