package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.core.envelope.Mails.mail;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Page;

/** The console turns pages while mail is being delivered. */
class QueuePageRaceTest {

    @Test
    void aPageWhoseMessagesWereDeliveredMeanwhileStillLeadsOn(@TempDir Path home) throws SQLException {
        try (QueueDatabase database = new QueueDatabase(home)) {
            JpaMailQueue queue = new JpaMailQueue(database, database);
            database.inNew(() -> {
                queue.store(List.of(mail(1, 1), mail(2, 1)));
                return 0;
            });
            // as the second query of a page finds it: the first one still saw the envelopes
            database.inNew(() ->
                    database.get().createNativeQuery("delete from message").executeUpdate());

            Page page = new QueueQueries(database, database).search(Filter.all(), "", 1);

            assertEquals(new Page(List.of(), "0000000000000001.1"), page);
        }
    }
}
