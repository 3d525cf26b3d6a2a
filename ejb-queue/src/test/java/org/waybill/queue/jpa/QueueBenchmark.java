package org.waybill.queue.jpa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.DueMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.Milestones;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/**
 * What a claim, its settlement and its parking cost when so many envelopes are queued, by hand: {@code QueueBenchmark
 * [DIRECTORY [ROWS …]]}. Most of the queue is parked, that is due in the future; the rest is due.
 *
 * <p>Then all of it is due and left out: what it costs to claim what came behind it, to look at everything once more, and to
 * claim some of it for its lane.
 */
public final class QueueBenchmark {

    private static final int BATCH = 256;
    private static final int ROUNDS = 60;
    private static final int WARM_UP = 20;
    private static final Instant NOW = Mails.NOW;
    private static final LaneKey DEAD = new LaneKey(new ActionName("out"), "dead.example");

    private QueueBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path parent = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("queue-benchmark");
        System.out.printf(
                "%10s %12s %12s %12s %12s %12s %12s%n",
                "rows", "claim", "settle", "park", "behind", "everything", "own");
        for (String rows : arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("1000", "100000", "1000000")) {
            measure(parent.resolve(rows), Integer.parseInt(rows));
        }
    }

    private static void measure(Path home, int rows) throws Exception {
        Files.createDirectories(home);
        try (QueueDatabase database = new QueueDatabase(home)) {
            fill(database, rows);
            JpaMailQueue queue = new JpaMailQueue(database, database);
            List<Long> claims = new ArrayList<>();
            List<Long> settlements = new ArrayList<>();
            List<Long> parkings = new ArrayList<>();
            long nextId = 10_000_000_000L;
            for (int round = 0; round < ROUNDS; round++) {
                nextId = store(database, queue, nextId, NOW);
                Lease lease = new Lease(round + 1, "bench", NOW.plusSeconds(600));
                long begin = System.nanoTime();
                List<QueuedMail> mails = queue.claimDue(NOW, BATCH, lease);
                claims.add(System.nanoTime() - begin);
                List<EnvelopeId> ids = ids(mails);
                begin = System.nanoTime();
                queue.settle(ids.subList(0, ids.size() / 2).stream()
                        .map(id ->
                                new Settlement(id, lease.token(), Mails.attempt(1), new Settlement.Move.Remove(), null))
                        .toList());
                settlements.add(System.nanoTime() - begin);
                begin = System.nanoTime();
                queue.postpone(
                        lease.token(), Map.of(NOW.plusSeconds(60 + round), ids.subList(ids.size() / 2, ids.size())));
                parkings.add(System.nanoTime() - begin);
            }
            System.out.printf(
                    "%10d %9.2f ms %9.2f ms %9.2f ms", rows, median(claims), median(settlements), median(parkings));
            leftOut(database, queue, nextId);
        } finally {
            delete(home);
        }
    }

    private static void leftOut(QueueDatabase database, JpaMailQueue queue, long firstId) {
        Instant now = NOW.plusSeconds(2000);
        Map<LaneKey, Milestones> dead = Map.of(DEAD, new Milestones(Duration.ofDays(4), List.of(Duration.ofHours(4))));
        List<Long> behind = new ArrayList<>();
        List<Long> everything = new ArrayList<>();
        List<Long> own = new ArrayList<>();
        long nextId = firstId;
        for (int round = 0; round < ROUNDS; round++) {
            nextId = store(database, queue, nextId, now);
            Lease lease = new Lease(1000 + 3 * round, "bench", now.plusSeconds(600));
            long begin = System.nanoTime();
            remove(
                    queue,
                    queue.claimDue(new DueMail(now.minusSeconds(2), now, now, dead), BATCH, lease),
                    lease,
                    behind,
                    begin);
            nextId = store(database, queue, nextId, now);
            lease = new Lease(1001 + 3 * round, "bench", now.plusSeconds(600));
            begin = System.nanoTime();
            remove(
                    queue,
                    queue.claimDue(new DueMail(Instant.EPOCH, now, now, dead), BATCH, lease),
                    lease,
                    everything,
                    begin);
            lease = new Lease(1002 + 3 * round, "bench", now.plusSeconds(600));
            begin = System.nanoTime();
            List<QueuedMail> mails = queue.claimDue(DEAD, DueMail.at(now), 100, lease);
            own.add(System.nanoTime() - begin);
            queue.giveBack(lease.token(), ids(mails));
        }
        System.out.printf(" %9.2f ms %9.2f ms %9.2f ms%n", median(behind), median(everything), median(own));
    }

    private static void remove(JpaMailQueue queue, List<QueuedMail> mails, Lease lease, List<Long> times, long begin) {
        times.add(System.nanoTime() - begin);
        if (mails.size() != BATCH) {
            throw new IllegalStateException(mails.size() + " claimed");
        }
        queue.settle(ids(mails).stream()
                .map(id -> new Settlement(id, lease.token(), Mails.attempt(1), new Settlement.Move.Remove(), null))
                .toList());
    }

    private static List<EnvelopeId> ids(List<QueuedMail> mails) {
        return mails.stream()
                .flatMap(mail -> mail.envelopes().stream())
                .map(Envelope::id)
                .toList();
    }

    /** Fresh mail. */
    private static long store(QueueDatabase database, JpaMailQueue queue, long firstId, Instant due) {
        List<QueuedMail> mails = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            mails.add(Mails.due(Mails.mail(firstId + i, 1), due));
        }
        database.inNew(() -> {
            queue.store(mails);
            return 0;
        });
        return firstId + BATCH;
    }

    /** Parked rows, without the detour over objects. */
    private static void fill(QueueDatabase database, int rows) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement envelope = connection.prepareStatement(
                        "insert into envelope (message_id, number, recipient, destination, domain, local_user, action, state,"
                                + " hold_reason, unknown_action, attempts, created, due, last_result, lease_token,"
                                + " lease_owner, lease_until) select x, 1, 'r' || x || '@dead.example',"
                                + " 'r' || x || '@dead.example', 'dead.example', 'r', 'out', 'QUEUED', '', false, 0, ?, cast(? as bigint)"
                                + " + mod(x, 1800) * 1000, '', 0, '', 0 from system_range(?, ?)")) {
            for (int from = 1; from <= rows; from += 10_000) {
                int to = Math.min(rows, from + 9_999);
                statement.execute("insert into message (id, sender, origin, received_at, segment, body_offset,"
                        + " body_length, checksum) select x, 'a@example.org', '', 0, x / 1000, 0, 900, 0 from"
                        + " system_range(" + from + ", " + to + ")");
                envelope.setLong(1, NOW.toEpochMilli());
                envelope.setLong(2, NOW.plusSeconds(60).toEpochMilli());
                envelope.setInt(3, from);
                envelope.setInt(4, to);
                envelope.execute();
            }
        }
    }

    private static double median(List<Long> nanos) {
        List<Long> sorted = nanos.subList(WARM_UP, nanos.size()).stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    private static void delete(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
