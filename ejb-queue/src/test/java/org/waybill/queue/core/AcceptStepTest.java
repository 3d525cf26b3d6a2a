package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Reception;
import org.waybill.queue.core.filter.Filter;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.filter.FilterDecision;
import org.waybill.queue.core.filter.HasName;
import org.waybill.queue.core.filter.Opposite;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

class AcceptStepTest {

    private static final LookupTable NOBODY = InlineTable.listOf("nobody", List.of());
    private static final LookupTable HOSTNAMES =
            new InlineTable("hostnames", List.of(new InlineTable.Entry("127.0.0.1", "five.seed.test")));
    private static final SmtpReply NO_NAME = SmtpReply.plain(550, "no rDNS");

    private final List<String> reasons = new ArrayList<>();

    private StepVerdict connect(Reception reception, Peer peer) {
        Listener listener = new Listener(SubmissionListener.SPEC, Submission.NONE, reception, NOBODY, NOBODY);
        AcceptStep accept = new AcceptStep(
                () -> SubmissionListener.configuration(List.of(listener)),
                client -> CompletableFuture.completedStage(ReverseName.NONE),
                reasons::add);
        return accept.accept(new StepRequest(Step.CONNECT, peer, "mx.seed.test"));
    }

    private static Peer client() {
        return SubmissionListener.client().withReverse(ReverseName.NONE);
    }

    private static FilterChain chain(FilterDecision decision) {
        return new FilterChain(List.of(new Filter("f", Step.CONNECT, List.of(new Opposite(new HasName())), decision)));
    }

    @Test
    void hasTheNameLookedUpFirst() {
        StepVerdict verdict = connect(Reception.OPEN, client().withReverse(ReverseName.UNKNOWN));
        StepVerdict.Named named = assertInstanceOf(StepVerdict.Named.class, verdict);
        assertEquals(ReverseName.NONE, named.name().toCompletableFuture().join());
    }

    @Test
    void letsFiltersDecide() {
        FilterChain chain = chain(new FilterDecision.Disconnect(NO_NAME));
        assertEquals(new StepVerdict.Disconnected(NO_NAME), connect(new Reception(chain, HOSTNAMES), client()));
        assertEquals(List.of("[127.0.0.1] CONNECT: filter 'f': Disconnected"), reasons);
    }

    @Test
    void saysWhatWeAreCalled() {
        assertEquals(new StepVerdict.Proceed(), connect(Reception.OPEN, client()));
        assertEquals(
                new StepVerdict.Rewritten("five.seed.test", false),
                connect(new Reception(FilterChain.NONE, HOSTNAMES), client()));
        assertEquals(
                new StepVerdict.Rewritten("five.seed.test", true),
                connect(new Reception(chain(new FilterDecision.Junk()), HOSTNAMES), client()));
    }

    @Test
    void neverGuesses() {
        StepVerdict later = new StepVerdict.Refused(SmtpReply.NOT_AVAILABLE);
        assertEquals(later, connect(new Reception(FilterChain.NONE, new UnavailableTable("broken")), client()));
        Peer orphan = Peer.connected(client().address(), client().address(), "", "gone")
                .withReverse(ReverseName.NONE);
        assertEquals(later, connect(Reception.OPEN, orphan));
        assertEquals(
                List.of(
                        "[127.0.0.1] CONNECT: table <broken>: out of order",
                        "[127.0.0.1] CONNECT: the listener is gone"),
                reasons);
    }

    @Test
    void takesMailFromInsideAsItIs() {
        assertEquals(
                new StepVerdict.Proceed(),
                connect(new Reception(chain(new FilterDecision.Junk()), HOSTNAMES), Peer.local("")));
    }
}
