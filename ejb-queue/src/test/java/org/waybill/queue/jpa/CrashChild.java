package org.waybill.queue.jpa;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.spool.SegmentMessageStore;

/** The process that {@link CrashTest} kills: accepts mails for ever, and prints the id of each once it is committed. */
final class CrashChild {

    static final int BATCH = 4;

    private CrashChild() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        QueueDatabase database = new QueueDatabase(home);
        JpaMailQueue queue = new JpaMailQueue(database, database);
        SegmentMessageStore bodies = spool(home);
        for (long first = 1; ; first += BATCH) {
            List<QueuedMail> mails = accept(bodies, first);
            database.inNew(() -> {
                queue.store(mails);
                return 0;
            });
            for (QueuedMail mail : mails) {
                System.out.println(mail.message().id());
            }
            System.out.flush();
        }
    }

    static SegmentMessageStore spool(Path home) throws IOException {
        return new SegmentMessageStore(home.resolve("spool/segments"), 20_000, Clock.systemUTC());
    }

    static String body(long id) {
        return "Subject: mail " + id + "\r\n\r\n" + "x".repeat((int) (id % 977)) + "\r\n";
    }

    private static List<QueuedMail> accept(SegmentMessageStore bodies, long first) throws IOException {
        List<BodyRecord> records = new ArrayList<>();
        for (long id = first; id < first + BATCH; id++) {
            records.add(new BodyRecord("mail " + id, Bodies.of(body(id))));
        }
        List<BodyLocation> locations = bodies.append(records);
        List<QueuedMail> mails = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            QueuedMail mail = Mails.mail(first + i, 1);
            StoredMessage m = mail.message();
            mails.add(new QueuedMail(
                    new StoredMessage(m.id(), m.sender(), m.parameters(), m.origin(), m.receivedAt(), locations.get(i)),
                    mail.envelopes()));
        }
        return mails;
    }
}
