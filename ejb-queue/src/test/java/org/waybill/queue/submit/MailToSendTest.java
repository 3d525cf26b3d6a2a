package org.waybill.queue.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MailToSendTest {

    @Test
    void takesTheEnvelopeOfAMessage() throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("Joe <joe@client.test>");
        message.setRecipients(RecipientType.TO, "X <x@dest.test>");
        message.setRecipients(RecipientType.BCC, "b@dest.test");
        message.setSubject("größe");
        message.setText("hello");
        MailToSend mail = MailToSend.of(message);
        assertEquals("joe@client.test", mail.sender());
        assertEquals(List.of("x@dest.test", "b@dest.test"), mail.recipients());
        String text = new String(mail.text(), StandardCharsets.US_ASCII);
        assertTrue(text.contains("To: X <x@dest.test>"), text);
        assertFalse(text.contains("b@dest.test"), text);
    }

    @Test
    void travelsByValue() throws Exception {
        MailToSend mail = MailToSend.of(new ByteArrayInputStream(new byte[] {'x'}))
                .withSender("<>")
                .withRecipients(List.of("x@dest.test"))
                .withNotify(MailToSend.Notify.SUCCESS)
                .withEnvelopeId("1")
                .toGoodOnes();
        MailToSend copy = (MailToSend) copy(mail);
        assertEquals(1, copy.text().length);
        assertEquals("<>", copy.sender());
        assertEquals(List.of("x@dest.test"), copy.recipients());
        assertEquals(List.of(MailToSend.Notify.SUCCESS), copy.notifications());
        assertEquals("1", copy.envelopeId());
        assertTrue(copy.isToGoodOnes());
    }

    @Test
    void soDoesTheAnswer() throws Exception {
        RefusedRecipient refused = new RefusedRecipient("x@dest.test", "451 4.3.0 Later", true);
        SubmissionReceipt receipt = new SubmissionReceipt("id", List.of(refused));
        assertEquals(receipt, copy(receipt));
        SubmissionRefusedException exception =
                (SubmissionRefusedException) copy(new SubmissionRefusedException(List.of(refused)));
        assertEquals(List.of(refused), exception.refused());
        assertTrue(exception.temporary());
        assertEquals("451 4.3.0 Later", exception.getMessage());
    }

    private static Object copy(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
            return in.readObject();
        }
    }
}
