package org.waybill.queue.ejb;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.waybill.queue.sendmail.Form;

/**
 * What a message on the submit queue says: its body is the mail, the property {@value #FROM} its sender and {@value #TO}
 * its recipients, divided by commas; without that one those of the header get it.
 */
final class SubmitMessage {

    static final String FROM = "waybill_from";

    static final String TO = "waybill_to";

    private final Form form;
    private final byte[] text;

    private SubmitMessage(Form form, byte[] text) {
        this.form = form;
        this.text = text;
    }

    /** @throws IllegalArgumentException if it is none */
    static SubmitMessage of(Message message) throws JMSException {
        List<String> recipients = Arrays.stream(property(message, TO).split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        return new SubmitMessage(
                new Form("", property(message, FROM), "", recipients, recipients.isEmpty(), false, "", "", ""),
                text(message));
    }

    Form form() {
        return form;
    }

    int size() {
        return text.length;
    }

    InputStream open() {
        return new ByteArrayInputStream(text);
    }

    private static String property(Message message, String name) throws JMSException {
        return Objects.requireNonNullElse(message.getStringProperty(name), "");
    }

    private static byte[] text(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return Objects.requireNonNullElse(text.getText(), "").getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            byte[] octets = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(octets);
            return octets;
        }
        throw new IllegalArgumentException("a mail is a BytesMessage or a TextMessage");
    }
}
