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
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.jpa.AdminUsers;
import org.waybill.queue.jpa.JpaMailQueue;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.QueueQueries;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.jpa.TableRows;
import org.waybill.queue.secrets.KeyFile;
import org.waybill.queue.secrets.SealedText;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;
import org.waybill.queue.spool.SegmentMessageStore;
import org.waybill.queue.tables.LdapConnections;
import org.waybill.queue.tables.Secrets;
import org.waybill.queue.tables.TableKinds;

/** Builds what the core is given of this machine: settings, time, and all that is kept. */
@ApplicationScoped
public class StoreWiring {

    private static final Logger TABLES = Logger.getLogger("org.waybill.tables");

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
    TableRows tableRows() {
        return new TableRows(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    Secrets secrets(Settings settings) throws IOException {
        SecureRandom secure = new SecureRandom();
        SealedText seal = new SealedText(KeyFile.open(settings.home().resolve("secret.key"), secure), secure);
        return new Secrets(new SecretRows(() -> entityManager, transactions), seal);
    }

    @Produces
    @Singleton
    LdapConnections ldapConnections() {
        return new LdapConnections();
    }

    void close(@Disposes LdapConnections directories) {
        directories.close();
    }

    @Produces
    @Singleton
    TableKinds tableKinds(TableRows rows, Secrets secrets, LdapConnections directories, Clock clock) {
        return new TableKinds(TABLES::warning, rows, secrets, directories, transactions, clock);
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
