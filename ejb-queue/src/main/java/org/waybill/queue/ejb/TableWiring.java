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
import org.waybill.queue.console.TablesConsole;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.jpa.TableRows;
import org.waybill.queue.secrets.KeyFile;
import org.waybill.queue.secrets.SealedText;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.tables.EditedTables;
import org.waybill.queue.tables.LdapConnections;
import org.waybill.queue.tables.Secrets;
import org.waybill.queue.tables.TableKinds;

/** Builds what tables are made of. */
@ApplicationScoped
public class TableWiring {

    private static final Logger ADMIN = Logger.getLogger("org.waybill.admin");

    private static final Logger TABLES = Logger.getLogger("org.waybill.tables");

    @PersistenceContext(unitName = "waybill")
    private EntityManager entityManager;

    @Inject
    private ContainerTransactions transactions;

    @Produces
    @Singleton
    TableRows tableRows() {
        return new TableRows(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    Secrets secrets(Settings settings) throws IOException {
        SecureRandom random = new SecureRandom();
        SealedText seal = new SealedText(KeyFile.open(settings.home().resolve("secret.key"), random), random);
        return new Secrets(new SecretRows(() -> entityManager, transactions), seal);
    }

    @Produces
    @Singleton
    LdapConnections directories() {
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

    /** With a proxy before it, which a page may keep between requests. */
    @Produces
    @ApplicationScoped
    TablesConsole tablesConsole(TableRows rows, Secrets secrets, RevisionStore revisions, ConfigurationTexts texts) {
        return new EditedTables(rows, secrets, () -> texts.tablesOf(revisions.active()), ADMIN::info);
    }
}
