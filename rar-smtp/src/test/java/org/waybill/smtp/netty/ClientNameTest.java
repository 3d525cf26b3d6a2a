package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.conversation.Setting;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/** The greeting waits for the DNS, and nothing else does. */
class ClientNameTest {

    private final CompletableFuture<ReverseName> name = new CompletableFuture<>();
    private final List<ReverseName> asked = new ArrayList<>();
    private final WireTap tap;

    /** Cannot say anything before the name is there. */
    private final class Waiting extends FakeApplication {
        @Override
        public CompletionStage<StepVerdict> step(StepRequest request) {
            asked.add(request.peer().reverse());
            return CompletableFuture.completedStage(
                    request.peer().reverse().equals(ReverseName.UNKNOWN)
                            ? new StepVerdict.Named(name)
                            : new StepVerdict.Proceed());
        }
    }

    ClientNameTest(@TempDir Path spool) {
        tap = new WireTap(new Waiting(), spool, Setting.STEPPING);
    }

    @Test
    void greetsWhenTheNameIsKnown() {
        assertEquals("", tap.heard());
        name.complete(ReverseName.LOOPBACK);
        assertTrue(tap.heard().startsWith("220 mx.example.org"));
        assertEquals(List.of(ReverseName.UNKNOWN, ReverseName.LOOPBACK), asked);
        assertTrue(tap.say("NOOP").heard().startsWith("250"));
        tap.close();
    }

    @Test
    void greetsWhenTheNameCannotBeHad() {
        name.completeExceptionally(new IllegalStateException("planted"));
        assertTrue(tap.heard().startsWith("220 mx.example.org"));
        assertEquals(List.of(ReverseName.UNKNOWN, ReverseName.TEMPORARY), asked);
        tap.close();
    }

    @Test
    void greetsAllTheSameIfNobodyEverKnows() {
        name.complete(ReverseName.UNKNOWN);
        assertTrue(tap.heard().startsWith("220 mx.example.org"));
        assertEquals(2, asked.size());
        tap.close();
    }

    @Test
    void turnsAwayWhoTalksMeanwhile() {
        tap.say("EHLO client.example");
        assertEquals("", tap.heard());
        name.complete(ReverseName.LOOPBACK);
        assertEquals("554 5.5.1 Synchronization error: wait for the greeting, closing connection\r\n", tap.heard());
        assertTrue(tap.closed());
        tap.close();
    }

    @Test
    void saysNothingToWhoIsGone() {
        tap.close();
        name.complete(ReverseName.LOOPBACK);
        assertEquals("", tap.heard());
    }
}
