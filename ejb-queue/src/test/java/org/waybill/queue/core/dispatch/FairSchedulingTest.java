package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.jpa.JpaMailQueue;
import org.waybill.queue.jpa.QueueDatabase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.RcptParameters;

/** Mail for a dead host was there first, and mail for a good one comes behind it. */
class FairSchedulingTest {

    private static final int WORKERS = 32;

    /** Good mail behind mail for a dead host. */
    private static FairWorld untilAHundredAreDeliveredBehind(int dead) {
        InMemoryMailQueue queue = new InMemoryMailQueue();
        queue.store(mails(1, dead, "dead.example"));
        queue.store(mails(100_001, 100, "good.example"));
        FairWorld world = new FairWorld(queue, WORKERS, Mails.NOW);
        world.run("good.example", 100, Mails.NOW.plus(Duration.ofHours(1)));
        assertEquals(100, world.delivered("good.example"));
        return world;
    }

    @Test
    void aDeadHostHoldsAFewWorkersAndTheGoodOneGoesAtFullSpeed() {
        FairWorld world = untilAHundredAreDeliveredBehind(1_000);
        assertTrue(
                world.mostBusyWithDead() <= Lane.NARROW, () -> world.mostBusyWithDead() + " orders for the dead host");
        // alone it would take 100 mails, 4, 5, … at a time
        assertTrue(
                Duration.between(Mails.NOW, world.now()).compareTo(Duration.ofSeconds(3)) < 0,
                () -> "took until " + world.now());
    }

    @Test
    void muchMailForADeadHostIsNotEvenClaimed() {
        FairWorld world = untilAHundredAreDeliveredBehind(2_000);
        assertTrue(world.claimed() < 100 + 2 * 256, () -> world.claimed() + " mails claimed");
        world.run("none", 1, Mails.NOW.plus(Duration.ofMinutes(20)));
        assertTrue(world.claimed() < 1_000, () -> world.claimed() + " mails claimed in twenty minutes");
    }

    @Test
    void aHundredDeadHostsLeaveHalfOfTheWorkersToTheOthers() {
        InMemoryMailQueue queue = new InMemoryMailQueue();
        for (int host = 0; host < 100; host++) {
            queue.store(mails(1 + host * 100, 10, "dead" + host + ".example"));
        }
        queue.store(mails(100_001, 100, "good.example"));
        FairWorld world = new FairWorld(queue, WORKERS, Mails.NOW);
        world.run("good.example", 100, Mails.NOW.plus(Duration.ofHours(1)));
        assertEquals(100, world.delivered("good.example"));
        assertTrue(world.mostBusyWithDead() <= 12, () -> world.mostBusyWithDead() + " orders for dead hosts");
    }

    @Test
    void aDeadHostIsProbedByOneOrderForEachRestAndNoEnvelopeCountsAnAttempt() {
        InMemoryMailQueue queue = new InMemoryMailQueue();
        queue.store(mails(1, 200, "dead.example"));
        FairWorld world = new FairWorld(queue, WORKERS, Mails.NOW);
        world.run("none", 1, Mails.NOW.plus(Duration.ofHours(2)));
        int attempts = world.attempted("dead.example");
        assertTrue(attempts > 6 && attempts < 25, () -> attempts + " attempts");
        assertEquals(
                attempts,
                queue.envelopes().stream().mapToInt(Envelope::attempts).sum());
    }

    @Test
    void allMailOfAGoodHostIsDeliveredHoweverMuchThereIs() {
        InMemoryMailQueue queue = new InMemoryMailQueue();
        queue.store(mails(1, 2_000, "good.example"));
        FairWorld world = new FairWorld(queue, WORKERS, Mails.NOW);
        world.run("good.example", 2_000, Mails.NOW.plus(Duration.ofHours(1)));
        assertEquals(2_000, world.delivered("good.example"));
        // 12 at a time, 200 ms each: 60 a second
        assertTrue(
                Duration.between(Mails.NOW, world.now()).compareTo(Duration.ofSeconds(35)) < 0,
                () -> "took until " + world.now());
    }

    /** {@code -Dwaybill.test.fair=50000}: so many for the dead host, in a real database. */
    @Test
    @EnabledIfSystemProperty(named = "waybill.test.fair", matches = "[0-9]+")
    void atFullSize(@TempDir Path home) throws SQLException {
        int dead = Integer.getInteger("waybill.test.fair");
        QueueDatabase database = new QueueDatabase(home);
        try {
            MailQueue queue = new JpaMailQueue(database, database);
            store(database, queue, mails(1, dead, "dead.example"));
            store(database, queue, mails(10_000_001, 1_000, "good.example"));
            long begin = System.nanoTime();
            FairWorld world = new FairWorld(queue, 128, Mails.NOW);
            world.run("good.example", 1_000, Mails.NOW.plus(Duration.ofHours(1)));
            System.out.printf(
                    "%d dead, 1000 good: delivered in %.1f s of simulated time, %.1f s of real time;"
                            + " at most %d workers with the dead host%n",
                    dead,
                    Duration.between(Mails.NOW, world.now()).toMillis() / 1000.0,
                    (System.nanoTime() - begin) / 1e9,
                    world.mostBusyWithDead());
            assertEquals(1_000, world.delivered("good.example"));
        } finally {
            database.close();
        }
    }

    private static void store(QueueDatabase database, MailQueue queue, List<QueuedMail> mails) {
        for (int from = 0; from < mails.size(); from += 1000) {
            List<QueuedMail> portion = mails.subList(from, Math.min(mails.size(), from + 1000));
            database.inNew(() -> {
                queue.store(portion);
                return 0;
            });
        }
    }

    private static List<QueuedMail> mails(long firstId, int count, String domain) {
        List<QueuedMail> mails = new ArrayList<>();
        Instant due = Mails.NOW.minusSeconds(firstId > 100_000 ? 1 : 60);
        for (int i = 0; i < count; i++) {
            QueuedMail mail = Mails.mail(firstId + i, 1);
            MailAddress address = MailAddress.parse("bob@" + domain);
            Envelope template = mail.envelopes().get(0);
            RecipientPlan plan = new RecipientPlan(address, address, "bob", template.action());
            mails.add(new QueuedMail(
                    mail.message(),
                    List.of(Envelope.created(template.id(), template.sender(), plan, RcptParameters.NONE, due))));
        }
        return mails;
    }
}
