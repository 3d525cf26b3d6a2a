package org.waybill.queue.core;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.auth.SenderAddresses;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.rules.AddressKey;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;

/** At MAIL FROM: whether somebody who has signed in may send as this sender. */
public final class AcceptSender {

    private static final SmtpReply REJECTED = SmtpReply.of(530, "5.7.1", "Sender rejected");

    private final Supplier<Configuration> current;
    private final Consumer<String> reasons;

    /** @param reasons hears why a sender is not taken; for the log */
    public AcceptSender(Supplier<Configuration> current, Consumer<String> reasons) {
        this.current = current;
        this.reasons = reasons;
    }

    /** Decides about one sender. */
    public SenderVerdict accept(SenderRequest request) {
        Optional<SenderRule> rule = rule(request.peer());
        if (rule.isEmpty()) {
            // signed in at a listener that an edit has taken away since: whom the user may send as is not known any
            // more
            return refuse(request, SmtpReply.temporaryFailure(), "the listener is gone");
        }
        if (!(rule.get() instanceof SenderRule.Listed listed)) {
            return new SenderVerdict.Accepted();
        }
        LookupTable.Answer answer = mayBe(listed, request.peer().user(), AddressKey.of(request.sender()));
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            return refuse(request, SmtpReply.temporaryFailure(), unavailable.reason());
        }
        return answer instanceof LookupTable.Answer.Found
                ? new SenderVerdict.Accepted()
                : refuse(request, REJECTED, "not among the user's addresses");
    }

    private Optional<SenderRule> rule(Peer peer) {
        return current.get().listener(peer.listener()).map(listener -> listener.submission()
                .senders());
    }

    /**
     * Whether a user may send as an address.
     *
     * @param address as {@link AddressKey} writes it
     */
    static LookupTable.Answer mayBe(SenderRule.Listed rule, String user, String address) {
        LookupTable.Answer entry = rule.addresses().lookup(user);
        LookupTable.Answer answer = entry instanceof LookupTable.Answer.Found found
                ? SenderAddresses.of(found.value()).find(address)
                : entry;
        return answer instanceof LookupTable.Answer.Unavailable unavailable
                ? new LookupTable.Answer.Unavailable(
                        "table <" + rule.addresses().name() + ">: " + unavailable.reason())
                : answer;
    }

    private SenderVerdict refuse(SenderRequest request, SmtpReply reply, String reason) {
        reasons.accept("<" + request.sender() + ">: user=\"" + request.peer().user() + "\": " + reason);
        return new SenderVerdict.Refused(reply);
    }
}
