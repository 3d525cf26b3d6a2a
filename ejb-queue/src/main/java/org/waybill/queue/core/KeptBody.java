package org.waybill.queue.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.submit.HeaderEdit;
import org.waybill.queue.core.submit.OtherHeader;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

/** What is kept of a mail: what the client sent, behind its edited header. Only the header is ever in memory. */
public final class KeptBody implements Function<MailTransaction, MessageBody> {

    /** The adapter takes headers of 256 KiB; our own Received field comes on top. */
    private static final int MAX_HEADER = 512 * 1024;

    private final List<HeaderEdit> edits;

    /** @param edits in their order */
    public KeptBody(List<HeaderEdit> edits) {
        this.edits = List.copyOf(edits);
    }

    /** @throws UncheckedIOException if the body cannot be read */
    @Override
    public MessageBody apply(MailTransaction mail) {
        try {
            String header = HeaderSection.of(mail.body(), MAX_HEADER).toString();
            String kept = header;
            for (HeaderEdit edit : edits) {
                kept = edit.edited(mail, kept);
            }
            return kept.equals(header) ? mail.body() : new OtherHeader(kept, header.length(), mail.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the body of a mail cannot be read", e);
        }
    }
}
