package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MailQueueContract;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

class JpaMailQueueTest implements MailQueueContract {

    private static QueueDatabase database;
    private JpaMailQueue queue;

    @BeforeAll
    static void open(@TempDir Path home) {
        database = new QueueDatabase(home);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        database.clear();
        queue = new JpaMailQueue(database, database);
    }

    @Override
    public MailQueue queue() {
        return queue;
    }

    @Override
    public void commit(List<QueuedMail> mails) {
        database.inNew(() -> {
            queue.store(mails);
            return 0;
        });
    }

    @Test
    void aRolledBackTransactionLeavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> database.inNew(() -> {
                    queue.store(List.of(Mails.mail(1, 3)));
                    throw new IllegalStateException("something after it failed");
                }));

        assertEquals(Set.of(), queue.liveSegments());
        assertEquals(List.of(), queue.claimDue(Mails.NOW, 10, Mails.lease(1)));
    }

    @Test
    void dropsTheMessageWhenItsLastTwoEnvelopesLeaveAtTheSameTime() throws Exception {
        int messages = 50;
        commit(IntStream.rangeClosed(1, messages)
                .mapToObj(i -> Mails.mail(i, 2))
                .toList());
        queue.claimDue(Mails.NOW, 1000, Mails.lease(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> first = threads.submit(() -> removeAll(messages, 1));
            Future<Integer> second = threads.submit(() -> removeAll(messages, 2));
            assertEquals(messages, first.get());
            assertEquals(messages, second.get());
        } finally {
            threads.shutdownNow();
        }

        assertEquals(Set.of(), queue.liveSegments());
    }

    private int removeAll(int messages, int number) {
        int removed = 0;
        for (int i = 1; i <= messages; i++) {
            Settlement settlement =
                    new Settlement(Mails.id(i, number), 1, Mails.attempt(1), new Settlement.Move.Remove(), null);
            removed += queue.settle(List.of(settlement)).size();
        }
        return removed;
    }

    @Test
    void oneOfTwoThatClaimAtTheSameTimeGetsAnEnvelope() throws Exception {
        commit(IntStream.rangeClosed(1, 300).mapToObj(i -> Mails.mail(i, 1)).toList());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<String> claimed = new ArrayList<>();
        try {
            Future<List<String>> first = threads.submit(() -> claimAll(1000));
            Future<List<String>> second = threads.submit(() -> claimAll(2000));
            claimed.addAll(first.get());
            claimed.addAll(second.get());
        } finally {
            threads.shutdownNow();
        }

        assertEquals(300, claimed.size());
        assertEquals(300, Set.copyOf(claimed).size());
    }

    private List<String> claimAll(long firstToken) {
        List<String> claimed = new ArrayList<>();
        long token = firstToken;
        while (queue.nextDue().isBefore(Instant.MAX)) {
            claimed.addAll(Mails.envelopeIds(queue.claimDue(Mails.NOW, 10, Mails.lease(token++))));
        }
        return claimed;
    }

    @Test
    void aBounceIsStoredOnceThoughItsEnvelopesAreSettledApart() {
        commit(List.of(Mails.mail(1, 2)));
        queue.claimDue(Mails.NOW, 10, Mails.lease(1));
        QueuedMail bounce = Mails.mailTo(50, "", "sender@example.org");

        for (int number = 1; number <= 2; number++) {
            queue.settle(List.of(
                    new Settlement(Mails.id(1, number), 1, Mails.attempt(1), new Settlement.Move.Remove(), bounce)));
        }

        assertEquals(List.of("50.1"), Mails.envelopeIds(queue.claimDue(Mails.NOW, 10, Mails.lease(2))));
    }

    @Test
    void aSettlementThatFailsChangesNothing() {
        commit(List.of(Mails.mail(1, 1)));
        queue.claimDue(Mails.NOW, 10, Mails.lease(1));
        QueuedMail first = Mails.mail(50, 1);
        QueuedMail broken = new QueuedMail(
                first.message(),
                List.of(first.envelopes().get(0), first.envelopes().get(0)));

        assertThrows(
                PersistenceException.class,
                () -> queue.settle(List.of(
                        new Settlement(Mails.id(1, 1), 1, Mails.attempt(1), new Settlement.Move.Remove(), broken))));

        assertEquals(1, queue.leased(1, List.of(Mails.id(1, 1))).size());
        assertEquals(0, queue.forgetAttemptsBefore(Instant.MAX));
    }

    @Test
    void forgetsMoreThanOnePortionOfAttempts() {
        for (int i = 0; i < 6; i++) {
            int first = i * 1000;
            commit(IntStream.rangeClosed(1, 1000)
                    .mapToObj(n -> Mails.mail(first + n, 1))
                    .toList());
            queue.claimDue(Mails.NOW, 1000, Mails.lease(1));
            queue.settle(IntStream.rangeClosed(1, 1000)
                    .mapToObj(n -> new Settlement(
                            Mails.id(first + n, 1), 1, Mails.attempt(1), new Settlement.Move.Remove(), null))
                    .toList());
        }

        assertEquals(6_000, queue.forgetAttemptsBefore(Mails.NOW.plusSeconds(10)));
    }

    @Test
    void anInterruptedThreadDoesNotCloseTheDatabase() throws InterruptedException {
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread interrupted = new Thread(() -> {
            Thread.currentThread().interrupt();
            commit(List.of(Mails.mail(1, 1)));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        interrupted.start();
        interrupted.join();

        commit(List.of(Mails.mail(2, 1)));

        assertEquals(List.of("1.1", "2.1"), Mails.envelopeIds(queue.claimDue(Mails.NOW, 10, Mails.lease(1))));
        assertTrue(stillInterrupted.get());
    }
}
