package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

class AcceptMailTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MailAddress RECIPIENT = MailAddress.parse("Demo+tag@localhost");

    private final InMemoryMailQueue queue = new InMemoryMailQueue();

    @Test
    void anEnvelopeIsMadeOfThePlanAndNothingElse() {
        new AcceptMail(new RecordingStore(), queue, MailTransaction::body).accept(List.of(mail()));
        Envelope envelope = queue.envelopes().get(0);
        assertEquals("00f1000000000001.1", envelope.id().toString());
        assertEquals(new ActionName("local"), envelope.action());
        assertEquals(RECIPIENT, envelope.recipient());
        assertEquals("demo", envelope.user());
        assertEquals(NOW, envelope.due());
    }

    @Test
    void theStoreGetsTheTransactionBeforeTheBody() {
        RecordingStore store = new RecordingStore();
        new AcceptMail(store, queue, MailTransaction::body).accept(List.of(mail()));
        assertEquals(
                """
                message: 00f1000000000001
                received: 2026-03-01T12:00:00Z
                sender: sender@example.org
                parameters:
                origin: [127.0.0.1] helo=client tag=mx
                envelope: 1 action=local user=demo recipient=Demo+tag@localhost destination=Demo+tag@localhost
                """,
                store.header);
    }

    @Test
    void whatTheSenderSaidBesidesIsKeptAndWritten() {
        MailParameters mailParameters =
                new MailParameters(18, BodyType.EIGHT_BIT_MIME, true, true, ReturnedContent.FULL, "QQ 31+4=159");
        RcptParameters rcptParameters =
                new RcptParameters(Set.of(Notify.DELAY, Notify.FAILURE, Notify.SUCCESS), "utf-8;größe+tag@example.org");
        RecordingStore store = new RecordingStore();
        new AcceptMail(store, queue, MailTransaction::body).accept(List.of(mail(mailParameters, rcptParameters)));
        assertEquals(mailParameters.withDeclaredSize(0), queue.messages().get(0).parameters());
        assertEquals(rcptParameters, queue.envelopes().get(0).parameters());
        assertEquals(
                List.of(
                        "parameters: BODY=8BITMIME SMTPUTF8 REQUIRETLS RET=FULL ENVID=QQ+2031+2B4+3D159",
                        "envelope: 1 action=local user=demo recipient=Demo+tag@localhost destination=Demo+tag@localhost"
                                + " NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=utf-8;gr\\x{F6}\\x{DF}e\\x{2B}tag@example.org"),
                store.header
                        .lines()
                        .filter(line -> line.startsWith("parameters") || line.startsWith("envelope"))
                        .toList());
    }

    @Test
    void nothingIsQueuedWhenTheBodiesCannotBeWritten() {
        MessageStore full = new RecordingStore() {
            @Override
            public List<BodyLocation> append(List<BodyRecord> records) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThrows(UncheckedIOException.class, () -> new AcceptMail(full, queue, MailTransaction::body)
                .accept(List.of(mail())));
        assertEquals(List.of(), queue.envelopes());
    }

    private static MailTransaction mail() {
        return mail(MailParameters.NONE, RcptParameters.NONE);
    }

    private static MailTransaction mail(MailParameters mailParameters, RcptParameters rcptParameters) {
        InetAddress here = InetAddress.getLoopbackAddress();
        RecipientPlan plan = new RecipientPlan(RECIPIENT, RECIPIENT, "demo", new ActionName("local"));
        return new MailTransaction(
                MessageId.parse("00f1000000000001"),
                Peer.connected(here, here, "mx", "127.0.0.1:25").withHelo("client", true),
                ReversePath.parse("sender@example.org"),
                mailParameters,
                List.of(new MailTransaction.Recipient(RECIPIENT, rcptParameters, RecipientPlans.of(plan))),
                new Hello(),
                NOW);
    }

    private static final class Hello implements MessageBody {
        private static final byte[] TEXT = "Subject: hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public long size() {
            return TEXT.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(TEXT);
        }
    }

    private static class RecordingStore implements MessageStore {
        String header = "";

        @Override
        public List<BodyLocation> append(List<BodyRecord> records) throws IOException {
            header = records.get(0).header();
            return List.of(new BodyLocation(1, 0, records.get(0).body().size(), 0));
        }

        @Override
        public MessageBody open(BodyLocation location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int deleteSegmentsExcept(Set<Long> live) {
            throw new UnsupportedOperationException();
        }
    }
}
