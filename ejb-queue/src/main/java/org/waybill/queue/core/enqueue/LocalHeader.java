package org.waybill.queue.core.enqueue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.MailDate;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;

/**
 * What is put before a mail from inside: the trace field (RFC 5321 §4.4), and From if there is none, which only we can
 * know.
 *
 * @param hostname this server's name
 * @param mail the mail
 * @param recipients that it goes to; named only when there is one: a second name would tell each reader of the others
 * @param maskSource whether to say nothing of who sent it
 * @param junk whether the mail is taken for junk
 */
public record LocalHeader(
        String hostname, LocalMail mail, List<MailTransaction.Recipient> recipients, boolean maskSource, boolean junk) {

    public LocalHeader {
        recipients = List.copyOf(recipients);
    }

    /** Whole lines, an octet a character. */
    public String before(HeaderSection header, MessageId id, Instant now) {
        String fields = received(id, now)
                + (junk ? "X-Spam: yes\r\n" : "")
                + (header.values("From").isEmpty() ? from() : "");
        return new String(fields.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String received(MessageId id, Instant now) {
        StringBuilder field = new StringBuilder("Received: by ");
        field.append(hostname).append(" (Waybill) with local id ").append(id);
        if (!mail.user().isEmpty() && !maskSource) {
            field.append(" (from userid ").append(comment(mail.user())).append(')');
        }
        if (recipients.size() == 1) {
            field.append("\r\n\tfor <").append(recipients.get(0).address()).append('>');
        }
        return field.append(";\r\n\t").append(MailDate.of(now)).append("\r\n").toString();
    }

    private String from() {
        return "From: " + (mail.author().isEmpty() ? sender() : mail.author()) + "\r\n";
    }

    private String sender() {
        return mail.sender() instanceof ReversePath.From from
                ? from.address().toString()
                : new MailAddress("postmaster", hostname).toString();
    }

    /** Text inside parentheses (RFC 5322 §3.2.2), in ASCII whatever the system's names are in. */
    private static String comment(String text) {
        return text.replaceAll("[\\\\()]", "\\\\$0").replaceAll("[^ -~]", "?");
    }
}
