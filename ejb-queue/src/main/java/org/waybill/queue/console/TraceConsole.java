package org.waybill.queue.console;

import java.util.List;
import java.util.Optional;

/**
 * Where a mail would go now and what would become of it, found out by going there: name servers are asked, hosts connected,
 * greeted, secured, signed in to and asked for the recipient. No content is sent. Every trace is written to the log with its
 * author.
 */
public interface TraceConsole {

    /** Why there is no answer. */
    String BUSY = "other traces are under way: one at a time for each account, four in all";

    /**
     * Traces the way of a mail, through the rules, or that of a mail to one relay URL; takes up to a minute.
     *
     * @return empty if this author, or too many others, are tracing already
     * @throws IllegalArgumentException if a field of the question cannot be read, with a sentence that names it
     */
    Optional<Answer> trace(Question question, String author);

    /**
     * What is to be traced.
     *
     * @param mail its sender, its recipient and the session that it would come in
     * @param url a relay URL to go to, past the rules; empty to do as the rules say
     * @param action the relay whose options and credentials are used with the URL; empty for none
     */
    record Question(ExplainConsole.Question mail, String url, String action) {}

    /**
     * The way.
     *
     * @param revision of the configuration
     * @param steps in order; the last one of each envelope, {@code outcome}, says what would become of the mail
     */
    record Answer(long revision, List<Step> steps) {
        public Answer {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param step its name
     * @param subject what it is about: an address, an action, a host
     * @param ok whether it goes on from there
     * @param text what came of it, in one line
     * @param millis how long it took
     */
    record Step(String step, String subject, boolean ok, String text, long millis) {}
}
