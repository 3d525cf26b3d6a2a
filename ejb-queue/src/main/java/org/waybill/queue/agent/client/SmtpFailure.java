package org.waybill.queue.agent.client;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.smtp.EnhancedStatus;

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

    private record Answer(Phase phase, int code, EnhancedStatus status) {

        static Answer of(Phase phase, int code, String line) {
            return new Answer(phase, code, ReplyText.status(line));
        }

        /** Whether the code alone says what is meant. */
        boolean terse() {
            return status.subject() == 0;
        }

        /** RFC 5321 §4.5.3.1.10; 552 is what RFC 821 called it, and OpenSMTPD says 451 4.5.3. */
        boolean tooManyRecipients() {
            boolean said = status.subject() == 5 && status.detail() == 3;
            boolean usual = code == Reply.NO_ROOM || code == 552;
            return phase == Phase.RCPT && (usual ? said || terse() : said && code / 100 == 4);
        }

        /** The host and we disagree on where we are, unless it fails the mail for something else than the protocol. */
        boolean outOfSequence() {
            boolean otherFailure = status.classDigit() == 5 && status.subject() != 5 && !terse();
            return phase != Phase.CONTENT && code == 503 && !otherFailure;
        }
    }

    private record Row(Predicate<Answer> fits, Meaning meaning) {}

    private static final List<Row> TABLE = List.of(
            new Row(answer -> answer.code() / 100 == 2 && answer.phase() != Phase.DATA, Meaning.DELIVERED),
            // authentication and TLS: between the host and us, and no fault of the mail's
            new Row(answer -> Set.of(530, 534, 535, 538).contains(answer.code()), Meaning.DEFERRED),
            // the rest goes in another transaction
            new Row(Answer::tooManyRecipients, Meaning.DEFERRED),
            // the session has gone wrong, and the mail may do better in another one
            new Row(Answer::outOfSequence, Meaning.DEFERRED),
            new Row(answer -> answer.code() / 100 == 5, Meaning.FAILED),
            // 4xx, and whatever is no answer at all
            new Row(answer -> true, Meaning.DEFERRED));

    private SmtpFailure() {}

    /**
     * The outcome.
     *
     * @param host whose reply it is
     * @param code the reply's code, anything below 200 for a broken connection
     * @param text the reply as it came, lines ended by LF
     */
    public static Outcome outcome(String target, String host, Phase phase, int code, String text) {
        ReplyLine line = code < 200
                ? ReplyLine.ours(connectionLost("no valid reply: " + text))
                : new ReplyLine(line(text), host);
        Answer answer = Answer.of(phase, code, line.text());
        for (Row row : TABLE) {
            if (row.fits().test(answer)) {
                return switch (row.meaning()) {
                    case DELIVERED -> new Outcome.Delivered(target, line);
                    case DEFERRED -> new Outcome.Deferred(target, line);
                    case FAILED -> new Outcome.Failed(target, line);
                };
            }
        }
        throw new AssertionError("the last row fits everything");
    }

    /**
     * Whether a recipient was only one too many.
     *
     * @param notFirst whether another one was taken before; or a code that says no more may mean the recipient alone
     */
    static boolean tooManyRecipients(Phase phase, Reply reply, boolean notFirst) {
        Answer answer = Answer.of(phase, reply.code(), reply.line());
        return answer.tooManyRecipients() && (notFirst || !answer.terse());
    }

    /** Whether the host has lost its place, so that it is not to be asked for anything more. */
    static boolean outOfSequence(Phase phase, Reply reply) {
        return Answer.of(phase, reply.code(), reply.line()).outOfSequence();
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
