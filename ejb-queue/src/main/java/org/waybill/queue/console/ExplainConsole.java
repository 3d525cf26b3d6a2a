package org.waybill.queue.console;

import java.util.List;

/** Why a recipient would be answered as it would be, by the code that answers clients. */
public interface ExplainConsole {

    /** @throws IllegalArgumentException if a field of the question cannot be read, with a sentence that names it */
    Answer explain(Question question);

    /**
     * A session and a recipient, as text; whatever is empty was not said.
     *
     * @param client the client's IP address; empty for this machine
     * @param helo its HELO name
     * @param tls whether the session is under TLS
     * @param user whom it has signed in as
     * @param tag of the listener
     * @param sender MAIL FROM; empty for the null sender
     * @param recipient RCPT TO
     */
    record Question(
            String client, String helo, boolean tls, String user, String tag, String sender, String recipient) {}

    /**
     * How it was decided.
     *
     * @param revision of the configuration
     * @param reply what the client hears
     * @param reason what the log hears besides, may be empty
     * @param rules one line for each rule that was tried about each address, in order
     * @param expansion the steps as a tree
     * @param deliveries the envelopes that would be made
     */
    record Answer(
            long revision,
            String reply,
            String reason,
            List<Trial> rules,
            List<Step> expansion,
            List<Delivery> deliveries) {
        public Answer {
            rules = List.copyOf(rules);
            expansion = List.copyOf(expansion);
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * One rule about one address.
     *
     * @param address what the rules were asked about
     * @param line of the rule in the configuration
     * @param result MATCHES, DOES_NOT_MATCH or UNDECIDED
     * @param because the condition that does not hold, or what the rule does
     */
    record Trial(String address, int line, String result, String because) {}

    /** @param depth 0 for the recipient */
    record Step(int depth, String subject, String found) {}

    /**
     * One envelope.
     *
     * @param ending a command or a file of the user's; empty for an address
     * @param does what the action would do now
     */
    record Delivery(String destination, String user, String ending, String action, String does) {}
}
