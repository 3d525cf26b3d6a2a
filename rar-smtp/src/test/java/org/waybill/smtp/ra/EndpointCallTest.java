package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.spi.ApplicationServerInternalException;
import jakarta.transaction.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.listener.RecipientVerdict;

class EndpointCallTest {

    private final FakeContainer container = new FakeContainer();
    private final EndpointCall endpoint = new EndpointCall(container, container);

    @Test
    void doneAfterAllFiveStepsAndACommit() {
        assertEquals(new CallOutcome.Done<>("stored"), commit());
        assertCalls("create", "before commit", "commit", "after", "release");
    }

    @Test
    void unavailableWithoutAnEndpoint() {
        container.poolSize(0);
        assertInstanceOf(CallOutcome.Unavailable.class, commit());
        assertCalls("create");
    }

    @Test
    void failedWhenCreateEndpointThrowsSomethingElse() {
        container.failAt("create", new IllegalStateException("stopped"));
        assertFailed("stopped", commit());
        assertCalls("create");
    }

    @Test
    void noAfterDeliveryWhenBeforeDeliveryThrew() {
        container.failAt("before commit", new ApplicationServerInternalException("no transaction manager"));
        assertFailed("no transaction manager", commit());
        assertCalls("create", "before commit", "release");
    }

    @Test
    void failedAndPairedWhenTheBeanThrows() {
        container.failAt("commit", new IllegalStateException("disk full"));
        assertFailed("disk full", commit());
        assertCalls("create", "before commit", "commit", "rollback", "after", "release");
    }

    @Test
    void failedAndPairedWhenTheBeanThrowsAnError() {
        container.failAt("commit", new NoClassDefFoundError("org/example/Missing"));
        assertFailed("org/example/Missing", commit());
        assertCalls("create", "before commit", "commit", "rollback", "after", "release");
    }

    @Test
    void aCheckedExceptionRollsBackToo() {
        container.failAt("commit", new Exception("an application exception"));
        assertFailed("an application exception", commit());
        assertTrue(container.calls.contains("rollback"));
    }

    @Test
    void failedWhenAfterDeliveryThrowsThoughTheTransactionCommitted() {
        container.failAt("after", new ApplicationServerInternalException("commit failed"));
        assertFailed("commit failed", commit());
        assertCalls("create", "before commit", "commit", "after", "release");
    }

    @Test
    void theBeansExceptionIsReportedRatherThanThatOfAfterDelivery() {
        container.failAt("commit", new IllegalStateException("the cause"));
        container.failAt("after", new ApplicationServerInternalException("the consequence"));
        assertFailed("the cause", commit());
    }

    @Test
    void doneThoughTheEndpointCannotBeReleased() {
        container.failAt("release", new IllegalStateException("gone"));
        assertEquals(new CallOutcome.Done<>("stored"), commit());
    }

    @Test
    void failedWhenTheBeanMarkedTheTransactionForRollbackAndReturned() {
        container.bean.onCommit = batch -> container.markRollback();
        assertFailed("the container's transaction ended with STATUS_ROLLEDBACK", commit());
        assertCalls("create", "before commit", "commit", "after", "release");
    }

    @Test
    void failedWhenTheCommitFailsSilently() {
        container.endTransactionsWith(Status.STATUS_ROLLEDBACK);
        assertFailed("the container's transaction ended with STATUS_ROLLEDBACK", commit());
    }

    @Test
    void failedWhenTheEndOfTheCommitIsUnknown() {
        container.endTransactionsWith(Status.STATUS_COMMITTING);
        assertFailed("the container's transaction ended with status " + Status.STATUS_COMMITTING, commit());
    }

    @Test
    void failedWhenNobodyTellsHowTheTransactionEnded() {
        container.endTransactionsWith();
        assertFailed("the container's transaction ended with no end", commit());
    }

    @Test
    void oneBadReportOfTwoIsEnoughToFail() {
        container.endTransactionsWith(Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK);
        assertInstanceOf(CallOutcome.Failed.class, commit());
        container.endTransactionsWith(Status.STATUS_ROLLEDBACK, Status.STATUS_COMMITTED);
        assertInstanceOf(CallOutcome.Failed.class, commit());
        container.endTransactionsWith(Status.STATUS_COMMITTED, Status.STATUS_COMMITTED);
        assertInstanceOf(CallOutcome.Done.class, commit());
    }

    @Test
    void theBeanIsNotCalledWhenBeforeDeliveryBeganNoTransaction() {
        container.beginNoTransactions();
        assertFailed("no transaction", commit());
        assertCalls("create", "before commit", "after", "release");
    }

    @Test
    void withoutContainerTransactionAReturnIsEnough() {
        RecipientVerdict verdict = new RecipientVerdict.Accepted("plan");
        container.bean.onRecipient = request -> verdict;
        CallOutcome<RecipientVerdict> outcome =
                endpoint.call(ListenerMethod.RECIPIENT, listener -> listener.recipient(Mails.request(1)));
        assertSame(verdict, assertInstanceOf(CallOutcome.Done.class, outcome).value());
        assertCalls("create", "before recipient", "recipient", "after", "release");
    }

    @Test
    void withoutContainerTransactionNothingIsMarkedForRollback() {
        container.failAt("recipient", new IllegalStateException("no lookup"));
        assertFailed(
                "no lookup", endpoint.call(ListenerMethod.RECIPIENT, listener -> listener.recipient(Mails.request(1))));
        assertCalls("create", "before recipient", "recipient", "after", "release");
    }

    private CallOutcome<String> commit() {
        return endpoint.call(ListenerMethod.COMMIT, listener -> {
            listener.commit(List.of(Mails.mail(1)));
            return "stored";
        });
    }

    private void assertCalls(String... expected) {
        assertEquals(List.of(expected), container.calls);
    }

    private static void assertFailed(String reason, CallOutcome<?> outcome) {
        assertEquals(
                reason,
                assertInstanceOf(CallOutcome.Failed.class, outcome).reason().getMessage());
    }
}
