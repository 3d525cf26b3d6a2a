package org.waybill.queue.ejb;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.local.LocalSocket;
import org.waybill.queue.local.OfflineMails;
import org.waybill.queue.sendmail.Places;
import org.waybill.queue.settings.Settings;

/** Opens the socket of sendmail once mail may come in, and takes in what was kept while nobody listened there. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LocalSocketBean {

    private static final Logger LOG = Logger.getLogger("org.waybill.accept");

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedScheduledExecutorService watchdog;

    @Inject
    private Startup startup;

    @Inject
    private Settings settings;

    @Inject
    private LocalIntake intake;

    private final AtomicReference<@Nullable LocalSocket> socket = new AtomicReference<>();

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void listen() {
        if (startup.finished() && socket.get() == null) {
            try {
                socket.set(LocalSocket.open(
                        new Places(settings.home()).socket(),
                        intake,
                        task -> threads.newThread(task).start(),
                        watchdog,
                        trouble -> LOG.log(Level.WARNING, "a mail from inside could not be taken", trouble)));
                takeIn();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot listen on the socket of sendmail", e);
            }
        }
    }

    /** Whoever found no server just before this one listened has left its mail behind. */
    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void takeInLater() {
        if (socket.get() != null) {
            takeIn();
        }
    }

    private synchronized void takeIn() {
        try {
            OfflineMails offline = new OfflineMails(new Places(settings.home()).offline(), intake, LOG::warning);
            offline.prepare();
            offline.takeIn();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "mail that was kept offline cannot be taken in", e);
        }
    }

    @PreDestroy
    void close() {
        LocalSocket open = socket.getAndSet(null);
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the socket of sendmail cannot be closed", e);
            }
        }
    }
}
