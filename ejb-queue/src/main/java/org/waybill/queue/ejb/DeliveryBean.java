package org.waybill.queue.ejb;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.dispatch.DispatchMessage;
import org.waybill.queue.core.dispatch.Workers;

/**
 * Carries out what the dispatch queue says. Outside a transaction: a hint needs none, and the network never runs inside
 * one.
 */
@MessageDriven(name = "DeliveryBean", messageListenerInterface = MessageListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryBean implements MessageListener {

    private static final Logger LOG = Logger.getLogger(DeliveryBean.class.getName());

    @Inject
    private Workers workers;

    @Override
    public void onMessage(Message message) {
        read(message).ifPresent(workers::on);
    }

    /** What cannot be read is dropped here, or it would come again and again. */
    private static Optional<DispatchMessage> read(Message message) {
        try {
            if (message instanceof TextMessage text) {
                return Optional.of(DispatchMessage.parse(text.getText()));
            }
            LOG.log(Level.WARNING, "a message of a foreign kind on the dispatch queue was ignored");
        } catch (JMSException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "an unreadable message on the dispatch queue was ignored", e);
        }
        return Optional.empty();
    }
}
