package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MailQueueContract;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;

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
}
