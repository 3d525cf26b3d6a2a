package org.waybill.queue.ejb;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.jpa.QueueSchema;
import org.waybill.queue.routes.SuspendedMail;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;

/**
 * The start, in its order: settings, schema, administrators, configuration, leases of the process before. Whatever fails
 * stops the deployment with one line that says what to change.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class StartupBean {

    @Resource(lookup = "java:app/waybill/QueueDataSource")
    private DataSource database;

    @Inject
    private Startup startup;

    @Inject
    private AdminAccountsBean accounts;

    @Inject
    private StartupConfiguration configuration;

    @Inject
    private MailQueue queue;

    @Inject
    private SuspendedMail suspended;

    @PostConstruct
    void start() {
        try {
            Settings settings = Settings.ofProcess();
            QueueSchema.migrate(database);
            accounts.prepare(settings);
            configuration.activate(settings);
            queue.freeLeasesOf(DeliveryWiring.leaseOwner(settings));
            suspended.refresh();
            startup.finish();
        } catch (SettingsException e) {
            startup.fail(String.valueOf(e.getMessage()));
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            startup.fail("Waybill could not start: " + e.getMessage());
            throw e;
        }
    }
}
