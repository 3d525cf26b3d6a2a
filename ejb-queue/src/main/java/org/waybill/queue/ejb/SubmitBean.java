package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.local.LocalReplies;

/**
 * Mail out of the JMS queue {@code waybill.submit}. A message leaves that queue in the transaction that puts its mail into
 * the queue of mails; one whose mail cannot be taken for now comes again, one that never can goes to the dead letters.
 */
@MessageDriven(name = "SubmitBean", messageListenerInterface = MessageListener.class)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class SubmitBean implements MessageListener {

    private static final Logger LOG = Logger.getLogger("org.waybill.accept");

    private static final String DEAD = "waybill.dead";

    @Resource(lookup = "java:app/waybill/ConnectionFactory")
    private ConnectionFactory factory;

    @Inject
    private LocalIntake intake;

    @Override
    public void onMessage(Message message) {
        try {
            SubmitMessage submit = SubmitMessage.of(message);
            LocalVerdict verdict = intake.take(submit.form(), submit.open(), submit.size());
            if (verdict instanceof LocalVerdict.Refused refused) {
                refused(message, refused);
            }
        } catch (IllegalArgumentException e) {
            bury(message, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("a mail cannot be written", e);
        } catch (JMSException e) {
            throw new IllegalStateException("a message on the submit queue cannot be read", e);
        }
    }

    /** What is thrown rolls back, and the broker brings the message again after a while. */
    private void refused(Message message, LocalVerdict.Refused verdict) {
        if (verdict.temporary()) {
            throw new IllegalStateException("not taken for now: " + LocalReplies.line(verdict));
        }
        bury(message, LocalReplies.line(verdict));
    }

    private void bury(Message message, String reason) {
        LOG.log(
                Level.WARNING,
                "a message on the submit queue is no mail that can be sent, and goes to {0}: {1}",
                new Object[] {DEAD, reason});
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(DEAD), message);
        }
    }
}
