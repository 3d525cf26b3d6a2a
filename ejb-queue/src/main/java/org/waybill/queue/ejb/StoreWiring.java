package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.jpa.AdminUsers;
import org.waybill.queue.jpa.JpaMailQueue;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.QueueQueries;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.queue.jpa.SuspensionRows;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;
import org.waybill.queue.spool.SegmentMessageStore;

/** Builds what the core is given of this machine: settings, time, and all that is kept. */
@ApplicationScoped
public class StoreWiring {

    @PersistenceContext(unitName = "waybill")
    private EntityManager entityManager;

    @Inject
    private ContainerTransactions transactions;

    @Produces
    @Singleton
    Settings settings() throws SettingsException {
        Settings settings = Settings.ofProcess();
        settings.createHome();
        return settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For schedules and for choices among equals, not for secrets. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Counters counters() {
        return new Counters();
    }

    @Produces
    @Singleton
    MailQueue mailQueue() {
        return new JpaMailQueue(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    QueueQueries queueQueries() {
        return new QueueQueries(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    QueueOrders queueOrders() {
        return new QueueOrders(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    SuspensionRows suspensionRows() {
        return new SuspensionRows(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    RevisionStore revisionStore() {
        return new RevisionStore(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    AdminUsers adminUsers() {
        return new AdminUsers(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    SegmentMessageStore segments(Settings settings, Clock clock) throws IOException {
        return new SegmentMessageStore(
                settings.home().resolve("spool").resolve("segments"), SegmentMessageStore.SEGMENT_SIZE, clock);
    }

    void close(@Disposes SegmentMessageStore segments) throws IOException {
        segments.close();
    }
}
