package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.dispatch.DispatchMessage;

/**
 * Sends to the dispatch queue: non-persistent, outside any transaction. A message that gets lost costs nothing but time,
 * because the sweep finds what is due; so a broken broker is logged and never stops mail from being accepted.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DispatchSender {

    private static final Logger LOG = Logger.getLogger(DispatchSender.class.getName());

    @Resource(lookup = "java:app/waybill/ConnectionFactory")
    private ConnectionFactory factory;

    @Resource(lookup = "java:app/waybill/dispatch")
    private Queue dispatch;

    private final AtomicBoolean lookUnderWay = new AtomicBoolean();

    /** Something may be due. One hint under way is enough, however many mails arrive. */
    public void look() {
        if (lookUnderWay.compareAndSet(false, true)) {
            send(List.of(new DispatchMessage.Look()));
        }
    }

    /** A hint has arrived: what commits from now on needs a new one. */
    public void lookArrived() {
        lookUnderWay.set(false);
    }

    public void deliver(List<DispatchMessage.Work> messages) {
        send(messages);
    }

    private void send(List<? extends DispatchMessage> messages) {
        try (JMSContext context = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (DispatchMessage message : messages) {
                producer.send(dispatch, message.toText());
            }
        } catch (JMSRuntimeException e) {
            lookUnderWay.set(false);
            LOG.log(Level.WARNING, "the dispatch queue takes no message; the sweep will find the mail", e);
        }
    }
}
