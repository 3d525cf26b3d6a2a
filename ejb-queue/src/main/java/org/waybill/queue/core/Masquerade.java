package org.waybill.queue.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.core.auth.FromFields;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.SignInUnavailableException;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.rules.AddressKey;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

/**
 * {@code senders … masquerade}: the body of a mail in which the From field names nobody but whom the user may send as.
 * Whoever else stands there becomes the sender of MAIL FROM, which has been checked; display names stay. Of the body only
 * the header is ever in memory.
 */
public final class Masquerade implements Function<MailTransaction, MessageBody> {

    /** The adapter takes headers of 256 KiB; our own Received field comes on top. */
    private static final int MAX_HEADER = 512 * 1024;

    private final Supplier<Configuration> current;

    public Masquerade(Supplier<Configuration> current) {
        this.current = current;
    }

    /**
     * The body to keep.
     *
     * @throws SignInUnavailableException if the table of senders cannot be read
     * @throws UncheckedIOException if the body cannot be read
     */
    @Override
    public MessageBody apply(MailTransaction mail) {
        Optional<SenderRule.Listed> rule = current.get()
                .listener(mail.peer().listener())
                .map(listener -> listener.submission().senders())
                .filter(SenderRule.Listed.class::isInstance)
                .map(SenderRule.Listed.class::cast)
                .filter(SenderRule.Listed::masquerade);
        boolean applies = rule.isPresent() && mail.peer().authenticated();
        return applies && mail.sender() instanceof ReversePath.From sender
                ? masqueraded(mail, rule.get(), sender.address())
                : mail.body();
    }

    private static MessageBody masqueraded(MailTransaction mail, SenderRule.Listed rule, MailAddress sender) {
        try {
            String header = HeaderSection.of(mail.body(), MAX_HEADER).toString();
            String changed = FromFields.replaced(
                    header, address -> isAllowed(rule, mail.peer().user(), address), octets(sender.toString()));
            return changed.equals(header) ? mail.body() : new OtherHeader(changed, header.length(), mail.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the body of a mail cannot be read", e);
        }
    }

    /** UTF-8, an octet a character. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAllowed(SenderRule.Listed rule, String user, String octets) {
        MailAddress address;
        try {
            address =
                    MailAddress.parse(new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
        LookupTable.Answer answer = AcceptSender.mayBe(rule, user, AddressKey.of(address));
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            throw new SignInUnavailableException(unavailable.reason());
        }
        return answer instanceof LookupTable.Answer.Found;
    }

    /**
     * A body behind another header.
     *
     * @param header an octet a character
     * @param replaced how many octets of the original the header stands for
     */
    private record OtherHeader(String header, int replaced, MessageBody original) implements MessageBody {

        @Override
        public long size() {
            return original.size() - replaced + header.length();
        }

        @Override
        public InputStream open() throws IOException {
            InputStream rest = original.open();
            try {
                rest.skipNBytes(replaced);
            } catch (IOException e) {
                rest.close();
                throw e;
            }
            return new SequenceInputStream(
                    new ByteArrayInputStream(header.getBytes(StandardCharsets.ISO_8859_1)), rest);
        }
    }
}
