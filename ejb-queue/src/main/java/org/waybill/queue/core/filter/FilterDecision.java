package org.waybill.queue.core.filter;

import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/** What a filter does once its conditions hold; nothing behind it in the chain is asked any more. */
public sealed interface FilterDecision {

    /** What becomes of a step. */
    StepVerdict verdict(StepRequest request);

    /** {@code bypass}: the session goes on. */
    record Bypass() implements FilterDecision {
        @Override
        public StepVerdict verdict(StepRequest request) {
            return new StepVerdict.Proceed();
        }
    }

    /** {@code junk}: the mail, or all mail of the session, is marked. */
    record Junk() implements FilterDecision {
        @Override
        public StepVerdict verdict(StepRequest request) {
            return StepVerdict.junk(request);
        }
    }

    /** {@code reject}: the command is refused. */
    record Reject(SmtpReply reply) implements FilterDecision {
        @Override
        public StepVerdict verdict(StepRequest request) {
            return new StepVerdict.Refused(reply);
        }
    }

    /** {@code disconnect}: the session ends. */
    record Disconnect(SmtpReply reply) implements FilterDecision {
        @Override
        public StepVerdict verdict(StepRequest request) {
            return new StepVerdict.Disconnected(reply);
        }
    }

    /** {@code rewrite}: the client is taken to have said something else. */
    record Rewrite(String argument) implements FilterDecision {
        @Override
        public StepVerdict verdict(StepRequest request) {
            return new StepVerdict.Rewritten(argument, false);
        }
    }
}
