package org.waybill.smtp.ra;

import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;
import org.waybill.smtp.listener.RecipientRequest;

/** Mails that differ only in their number. */
final class Mails {

    private static final MailAddress RECIPIENT = MailAddress.parse("user@example.org");
    private static final Peer PEER =
            Peer.connected(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress(), "", "");

    private Mails() {}

    static MailTransaction mail(long number) {
        return new MailTransaction(
                new MessageId(number),
                PEER,
                new ReversePath.Null(),
                MailParameters.NONE,
                List.of(new MailTransaction.Recipient(RECIPIENT, RcptParameters.NONE, "plan")),
                new Empty(),
                Instant.EPOCH);
    }

    static RecipientRequest request(long number) {
        return new RecipientRequest(
                new MessageId(number),
                PEER,
                new ReversePath.Null(),
                MailParameters.NONE,
                RECIPIENT,
                RcptParameters.NONE);
    }

    private record Empty() implements MessageBody {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }
}
