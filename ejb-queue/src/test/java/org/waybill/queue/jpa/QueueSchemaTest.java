package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;

/** A queue that an earlier version left is taken over. */
class QueueSchemaTest {

    @Test
    void takesOverMailOfTheFirstVersion(@TempDir Path home) throws SQLException {
        leaveAQueueOfTheFirstVersion(home);
        try (QueueDatabase database = new QueueDatabase(home)) {
            JpaMailQueue queue = new JpaMailQueue(database, database);
            assertEquals(2, queue.countDue(new LaneKey(new ActionName("act"), "example.org"), Mails.NOW));
            QueuedMail mail = queue.claimDue(Mails.NOW, 10, Mails.lease(1)).get(0);
            assertEquals("alice@example.com", mail.message().sender().toString());
            assertEquals(MailParameters.NONE, mail.message().parameters());
            assertEquals(900, mail.message().location().length());
            assertEquals(
                    List.of("bob@example.org", "carol@example.org"),
                    mail.envelopes().stream()
                            .map(envelope -> envelope.recipient().toString())
                            .toList());
            assertEquals(
                    List.of(RcptParameters.NONE, RcptParameters.NONE),
                    mail.envelopes().stream().map(Envelope::parameters).toList());
            assertEquals(
                    List.of(Instant.ofEpochMilli(5), Instant.ofEpochMilli(5)),
                    mail.envelopes().stream().map(Envelope::warned).toList());
        }
    }

    private static void leaveAQueueOfTheFirstVersion(Path home) throws SQLException {
        DurableFileSystem.register();
        JdbcConnectionPool pool = JdbcConnectionPool.create(QueueDataSource.url(home), "waybill", "");
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(pool)
                .locations("classpath:org/waybill/queue/jpa/migration/h2")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into message values (7, 'alice@example.com', '[192.0.2.1]', 1, 3, 100, 900, -1)");
            for (String recipient : List.of("1, 'bob@example.org'", "2, 'carol@example.org'")) {
                statement.execute("insert into envelope values (7, " + recipient
                        + ", '\"de@st\"@Example.ORG', 'bob', 'act'," + " 'QUEUED', '', false, 0, 1, 1, '', 0, '', 0)");
            }
            statement.execute("update envelope set due = 5");
            statement.execute("SHUTDOWN");
        }
        pool.dispose();
    }
}
