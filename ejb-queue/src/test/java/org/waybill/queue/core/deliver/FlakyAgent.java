package org.waybill.queue.core.deliver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * An agent whose outcomes are scripted per attempt, the last one repeated: {@code "ok"}, {@code "throw"}, {@code "silent"}
 * (no outcome), or a reply whose first digit decides; per recipient as {@code "bob@example.org=550 5.1.1 no,ok"}. A reply is
 * the host's, or behind {@code "we: "} our own.
 */
public final class FlakyAgent implements DeliveryAgent {

    private static final String OURS = "we: ";

    private final Deque<String> script = new ArrayDeque<>();
    public final List<DeliveryJob> jobs = new ArrayList<>();

    public FlakyAgent(String... attempts) {
        script.addAll(List.of(attempts));
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        jobs.add(job);
        String attempt = script.size() > 1 ? script.removeFirst() : script.getFirst();
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        for (Envelope envelope : job.envelopes()) {
            String reply = replyFor(envelope, attempt);
            if (reply.equals("throw")) {
                throw new IllegalStateException("the agent is broken: secret");
            }
            if (!reply.equals("silent")) {
                outcomes.put(envelope.id(), outcome(reply));
            }
        }
        return outcomes;
    }

    private static String replyFor(Envelope envelope, String attempt) {
        String last = "";
        for (String entry : attempt.split(",")) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                last = entry;
            } else if (entry.substring(0, equals).equals(envelope.recipient().toString())) {
                return entry.substring(equals + 1);
            }
        }
        return last;
    }

    private static Outcome outcome(String reply) {
        String target = "relay smtp://mx.example.org [192.0.2.1]:25 (plain text)";
        String host = "mx.example.org";
        if (reply.equals("ok")) {
            return new Outcome.Delivered(target, new ReplyLine("250 2.0.0 Ok", host));
        }
        ReplyLine line =
                reply.startsWith(OURS) ? ReplyLine.ours(reply.substring(OURS.length())) : new ReplyLine(reply, host);
        return line.text().startsWith("4") ? new Outcome.Deferred(target, line) : new Outcome.Failed(target, line);
    }
}
