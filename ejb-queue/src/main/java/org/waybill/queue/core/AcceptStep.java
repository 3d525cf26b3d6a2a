package org.waybill.queue.core;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Reception;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/**
 * Before the verbs, at the steps of a session: has the client's name looked up, says what we are called at the address it
 * came to, and lets the filters of its listener decide.
 */
public final class AcceptStep {

    private final Supplier<Configuration> current;
    private final Function<Peer, CompletionStage<ReverseName>> names;
    private final Consumer<String> reasons;

    /**
     * @param names the name of a client; completes soon, and never with an exception
     * @param reasons hears why a client does not simply go on; for the log
     */
    public AcceptStep(
            Supplier<Configuration> current,
            Function<Peer, CompletionStage<ReverseName>> names,
            Consumer<String> reasons) {
        this.current = current;
        this.names = names;
        this.reasons = reasons;
    }

    /** Decides about one step. */
    public StepVerdict accept(StepRequest request) {
        Peer peer = request.peer();
        if (request.step() == Step.CONNECT && peer.reverse().status() == ReverseName.Status.UNKNOWN) {
            return new StepVerdict.Named(names.apply(peer));
        }
        if (peer.local()) {
            return filtered(request, current.get().socket().filters());
        }
        Optional<Reception> reception = current.get().listener(peer.listener()).map(Listener::reception);
        if (reception.isEmpty()) {
            // connected to a listener that an edit has taken away since: what its filters would say is not known any
            // more
            return undecided(request, "the listener is gone");
        }
        StepVerdict verdict = filtered(request, reception.get().filters());
        boolean refused = verdict instanceof StepVerdict.Refused || verdict instanceof StepVerdict.Disconnected;
        return request.step() == Step.CONNECT && !refused
                ? called(request, verdict, reception.get().hostnames())
                : verdict;
    }

    private StepVerdict filtered(StepRequest request, FilterChain filters) {
        FilterChain.Outcome outcome = filters.decide(request);
        if (!outcome.filter().isEmpty()) {
            String trouble = outcome.trouble().isEmpty() ? "" : ": " + outcome.trouble();
            reasons.accept(described(request) + ": filter '" + outcome.filter() + "': "
                    + outcome.verdict().getClass().getSimpleName() + trouble);
        }
        return outcome.verdict();
    }

    private StepVerdict called(StepRequest request, StepVerdict verdict, LookupTable hostnames) {
        String address = request.peer().listenerAddress().getHostAddress();
        LookupTable.Answer name = hostnames.match(Service.NETADDR, address);
        if (name instanceof LookupTable.Answer.Unavailable unavailable) {
            return undecided(request, "table <" + hostnames.name() + ">: " + unavailable.reason());
        }
        boolean junk = verdict instanceof StepVerdict.Rewritten rewritten && rewritten.junk();
        return name instanceof LookupTable.Answer.Found found
                ? new StepVerdict.Rewritten(found.value(), junk)
                : verdict;
    }

    private StepVerdict undecided(StepRequest request, String reason) {
        reasons.accept(described(request) + ": " + reason);
        return FilterChain.undecided(request.step());
    }

    private static String described(StepRequest request) {
        String argument = request.step() == Step.CONNECT ? "" : " <" + request.argument() + ">";
        return "[" + request.peer().address().getHostAddress() + "] " + request.step() + argument;
    }
}
