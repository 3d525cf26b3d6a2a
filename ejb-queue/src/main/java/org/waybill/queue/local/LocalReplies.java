package org.waybill.queue.local;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.smtp.SmtpReply;

/** A verdict in words. */
public final class LocalReplies {

    private LocalReplies() {}

    /** One line for each thing to say; reasons that stay come first, since they decide. */
    static List<String> lines(LocalVerdict verdict) {
        Stream<String> refusals = verdict.refusals().stream()
                .sorted((a, b) ->
                        Boolean.compare(a.reply().isTransient(), b.reply().isTransient()))
                .map(LocalReplies::line);
        return verdict instanceof LocalVerdict.Queued queued
                ? Stream.concat(Stream.of(SmtpReply.accepted(queued.mail().id()).toString()), refusals)
                        .toList()
                : refusals.toList();
    }

    /** All of it in one line, for a log. */
    public static String line(LocalVerdict verdict) {
        return lines(verdict).stream().collect(Collectors.joining("; "));
    }

    private static String line(LocalVerdict.Refusal refusal) {
        String reply = refusal.reply().toString();
        return refusal.recipient().isEmpty() || reply.contains(refusal.recipient())
                ? reply
                : reply + ": <" + refusal.recipient() + ">";
    }
}
