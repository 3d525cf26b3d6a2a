package org.waybill.queue.submit;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A mail and its envelope; immutable, each {@code with…} gives another one. Line ends of the text may be CR LF or LF. Date,
 * Message-ID and From are added where they are missing.
 */
public final class MailToSend implements Serializable {

    private static final long serialVersionUID = 1;

    /** When to tell the sender (RFC 3461). */
    public enum Notify {
        /** Alone only. */
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    private final byte[] text;
    private final String sender;
    private final ArrayList<String> recipients;
    private final boolean toGoodOnes;
    private final ArrayList<Notify> notify;
    private final String envelopeId;

    private MailToSend(
            byte[] text,
            String sender,
            List<String> recipients,
            boolean toGoodOnes,
            List<Notify> notify,
            String envelopeId) {
        this.text = text;
        this.sender = sender;
        this.recipients = new ArrayList<>(recipients);
        this.toGoodOnes = toGoodOnes;
        this.notify = new ArrayList<>(notify);
        this.envelopeId = envelopeId;
    }

    /** Header and body as they are to be sent; the envelope is still to be given. */
    public static MailToSend of(byte[] text) {
        return new MailToSend(text.clone(), "", List.of(), false, List.of(), "");
    }

    /** The same, read to its end. */
    public static MailToSend of(InputStream text) throws IOException {
        return of(text.readAllBytes());
    }

    /**
     * A message with the envelope that its header has: from Sender or From, to all of To, Cc and Bcc. Bcc is not sent.
     *
     * @throws MessagingException if the message cannot be written, or its addresses not be read
     */
    public static MailToSend of(MimeMessage message) throws MessagingException, IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        message.writeTo(text, new String[] {"Bcc"});
        Address[] all = message.getAllRecipients();
        Address[] from = message.getSender() == null ? message.getFrom() : new Address[] {message.getSender()};
        return of(text.toByteArray())
                .withRecipients(addresses(all == null ? new Address[0] : all))
                .withSender(addresses(from == null ? new Address[0] : from).stream()
                        .findFirst()
                        .orElse(""));
    }

    private static List<String> addresses(Address[] addresses) {
        return Arrays.stream(addresses)
                .filter(InternetAddress.class::isInstance)
                .map(address -> ((InternetAddress) address).getAddress())
                .toList();
    }

    /** @param address whom reports go to; {@code <>} for nobody, empty for who wrote the mail */
    public MailToSend withSender(String address) {
        return new MailToSend(text, address, recipients, toGoodOnes, notify, envelopeId);
    }

    /** @param addresses whom it goes to, whatever the header says */
    public MailToSend withRecipients(List<String> addresses) {
        return new MailToSend(text, sender, addresses, toGoodOnes, notify, envelopeId);
    }

    /** Sends it to the good recipients even if others are refused; the receipt names those. */
    public MailToSend toGoodOnes() {
        return new MailToSend(text, sender, recipients, true, notify, envelopeId);
    }

    /** @param when to tell the sender of each recipient; by default of failures and delays */
    public MailToSend withNotify(Notify... when) {
        return new MailToSend(text, sender, recipients, toGoodOnes, List.of(when), envelopeId);
    }

    /** @param id that reports name; at most 100 printable ASCII characters */
    public MailToSend withEnvelopeId(String id) {
        return new MailToSend(text, sender, recipients, toGoodOnes, notify, id);
    }

    public byte[] text() {
        return text.clone();
    }

    public String sender() {
        return sender;
    }

    public List<String> recipients() {
        return List.copyOf(recipients);
    }

    public boolean isToGoodOnes() {
        return toGoodOnes;
    }

    public List<Notify> notifications() {
        return List.copyOf(notify);
    }

    public String envelopeId() {
        return envelopeId;
    }

    /** The envelope: what a mail says is nobody's business. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "mail of %d octets from <%s> to %d recipients", text.length, sender, recipients.size());
    }
}
