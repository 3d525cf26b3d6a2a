package org.waybill.queue.core;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.expand.ExpansionStep;
import org.waybill.queue.core.rules.RuleTrial;

/**
 * Why a recipient is answered as it is: what {@link AcceptRecipient} did, step by step.
 *
 * @param revision of the configuration that answered
 * @param reply what the client hears
 * @param reason what the log hears besides, may be empty
 * @param questions what the rules were asked, in order: the recipient first, then each address it leads to
 * @param steps the expansion as a tree, each step with its depth
 * @param deliveries the envelopes that would be made
 */
public record Explanation(
        long revision,
        String reply,
        String reason,
        List<Question> questions,
        List<ExpansionStep> steps,
        List<Delivery> deliveries) {

    public Explanation {
        questions = List.copyOf(questions);
        steps = List.copyOf(steps);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * Port: hears how a recipient is decided while it is.
     *
     * @param asked when the rules have been asked about an address
     * @param expanded when a step of the expansion has come to its end
     */
    public record Witness(Consumer<Question> asked, Consumer<ExpansionStep> expanded) {

        /** Of mail: for a client only the end counts. */
        static final Witness NOBODY = new Witness(question -> {}, step -> {});
    }

    /**
     * The rules about one address.
     *
     * @param forwarded whether it came out of the expansion, and so counts as mail from this server
     * @param trials each rule that was tried; the last one decides, unless none matches
     */
    public record Question(String address, boolean forwarded, List<RuleTrial> trials) {
        public Question {
            trials = List.copyOf(trials);
        }
    }

    /**
     * One envelope.
     *
     * @param does says what its action would do now, in one line; may look things up
     */
    public record Delivery(RecipientPlan plan, Supplier<String> does) {}
}
