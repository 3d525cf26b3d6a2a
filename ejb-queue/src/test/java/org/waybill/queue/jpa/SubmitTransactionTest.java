package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.Configurations;
import org.waybill.queue.core.SubmitMail;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.envelope.InMemoryMessageStore;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.StepVerdict;

/** A mail is in the queue if and when the transaction of its caller commits. */
class SubmitTransactionTest {

    private static final MailAddress RECIPIENT = MailAddress.parse("x@dest.test");

    private static QueueDatabase database;
    private JpaMailQueue queue;
    private SubmitMail submitMail;

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
        Clock clock = Clock.fixed(Mails.NOW, ZoneOffset.UTC);
        Configuration configuration = Configurations.of(SocketPolicy.USUAL, 1000);
        RecipientPlan plan = new RecipientPlan(RECIPIENT, RECIPIENT, "x", new ActionName("out"));
        submitMail = new SubmitMail(
                () -> configuration,
                "mx.seed.test",
                new MessageIds(clock, 1)::next,
                () -> true,
                new SubmitMail.Verbs(
                        step -> new StepVerdict.Proceed(),
                        request -> new RecipientVerdict.Accepted(RecipientPlans.of(plan)),
                        new AcceptMail(new InMemoryMessageStore(), queue, MailTransaction::body)),
                clock);
    }

    private LocalVerdict submit() {
        return submitMail.submit(new LocalMail(
                "joe",
                ReversePath.parse("joe@client.test"),
                MailParameters.NONE,
                List.of(new LocalMail.Recipient(RECIPIENT, RcptParameters.NONE)),
                Bodies.of("Subject: s\r\n\r\n"),
                "",
                false));
    }

    @Test
    void aCommittedMailIsInTheQueue() {
        assertInstanceOf(LocalVerdict.Queued.class, database.inNew(this::submit));
        assertEquals(1, queue.claimDue(Mails.NOW, 10, Mails.lease(1)).size());
    }

    @Test
    void aMailThatWasRolledBackHasNeverBeen() {
        assertThrows(
                IllegalStateException.class,
                () -> database.inNew(() -> {
                    assertInstanceOf(LocalVerdict.Queued.class, submit());
                    throw new IllegalStateException("the caller changed its mind");
                }));
        assertEquals(0, queue.claimDue(Mails.NOW, 10, Mails.lease(1)).size());
    }
}
