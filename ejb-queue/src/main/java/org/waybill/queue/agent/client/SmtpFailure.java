package org.waybill.queue.agent.client;

import java.util.List;
import java.util.function.BiPredicate;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;

/** What an answer of the other side means for the recipients it is about: the first row that fits decides. */
public final class SmtpFailure {

    /** Where in the transaction an answer came. */
    public enum Phase {
        MAIL,
        RCPT,
        /** To DATA itself: only 354 lets us go on, so a 2xx here delivers nothing. */
        DATA,
        /** To the end of the content. */
        CONTENT
    }

    private enum Meaning {
        DELIVERED,
        DEFERRED,
        FAILED
    }

    private record Answer(Phase phase, int code, String line) {}

    private record Row(BiPredicate<Integer, Answer> fits, Meaning meaning) {}

    private static final String TOO_MANY = "452 4.5.3";

    /** As it was before RFC 2821. */
    private static final String OLD_TOO_MANY = "552 5.5.3";

    private static final List<Row> TABLE = List.of(
            new Row((code, answer) -> code >= 200 && code <= 299 && answer.phase() != Phase.DATA, Meaning.DELIVERED),
            // authentication and TLS: between the host and us, and no fault of the mail's
            new Row((code, answer) -> code == 530 || code == 534 || code == 535 || code == 538, Meaning.DEFERRED),
            // too many recipients: the rest goes in another transaction (RFC 5321 §4.5.3.1.10)
            new Row(
                    (code, answer) ->
                            answer.phase() == Phase.RCPT && answer.line().startsWith(OLD_TOO_MANY),
                    Meaning.DEFERRED),
            new Row((code, answer) -> code >= 500 && code <= 599, Meaning.FAILED),
            // 4xx, and whatever is no answer at all
            new Row((code, answer) -> true, Meaning.DEFERRED));

    private SmtpFailure() {}

    /**
     * The outcome.
     *
     * @param code the reply's code, anything below 200 for a broken connection
     * @param text the reply as it came, lines ended by LF
     */
    public static Outcome outcome(String target, Phase phase, int code, String text) {
        String line = code < 200 ? connectionLost("no valid reply: " + text) : line(text);
        Answer answer = new Answer(phase, code, line);
        for (Row row : TABLE) {
            if (row.fits().test(code, answer)) {
                return switch (row.meaning()) {
                    case DELIVERED -> new Outcome.Delivered(target, line);
                    case DEFERRED -> new Outcome.Deferred(target, line);
                    case FAILED -> new Outcome.Failed(target, line);
                };
            }
        }
        throw new AssertionError("the last row fits everything");
    }

    /** Whether a recipient was only one too many. */
    static boolean tooManyRecipients(Outcome outcome) {
        return outcome.reply().startsWith(TOO_MANY) || outcome.reply().startsWith(OLD_TOO_MANY);
    }

    /** The reply of a connection that broke. */
    public static String connectionLost(String reason) {
        return ReplyText.oneLine("451 4.4.2 Connection lost: " + reason);
    }

    /** What went wrong at the bottom of an exception. */
    public static String reason(Exception e) {
        Throwable bottom = e;
        for (int depth = 0; depth < 8 && bottom.getCause() != null; depth++) {
            bottom = bottom.getCause();
        }
        String message = bottom.getMessage();
        return message == null ? bottom.getClass().getSimpleName() : message;
    }

    /** {@code 550-a LF 550 b} becomes {@code 550 a / b}. */
    public static String line(String reply) {
        StringBuilder line = new StringBuilder();
        for (String part : reply.split("\n", -1)) {
            if (line.isEmpty()) {
                line.append(part.length() > 3 ? part.substring(0, 3) + " " + part.substring(4) : part);
            } else if (part.length() > 4) {
                line.append(" / ").append(part, 4, part.length());
            }
        }
        return ReplyText.oneLine(line.toString());
    }
}
