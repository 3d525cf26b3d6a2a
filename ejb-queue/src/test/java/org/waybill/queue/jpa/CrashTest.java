package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.spool.SegmentMessageStore;
import org.waybill.smtp.MessageId;

/** A killed process loses nothing that it said was stored. */
class CrashTest {

    private static final int WANTED = 200;
    private static final int COMPLETE_LINE = 16;

    @Test
    @Timeout(120)
    void everyAcknowledgedMailIsThereAfterAKill(@TempDir Path home)
            throws IOException, InterruptedException, SQLException {
        Set<MessageId> acknowledged = runAndKill(home);
        assertTrue(acknowledged.size() >= WANTED, () -> "only " + acknowledged.size() + " were stored");

        try (QueueDatabase database = new QueueDatabase(home);
                SegmentMessageStore bodies = CrashChild.spool(home)) {
            JpaMailQueue queue = new JpaMailQueue(database, database);
            Map<MessageId, StoredMessage> found = queue.claimDue(Mails.NOW, 1_000_000, Mails.lease(1)).stream()
                    .map(mail -> mail.message())
                    .collect(Collectors.toMap(StoredMessage::id, Function.identity()));

            assertEquals(Set.of(), missing(acknowledged, found.keySet()));
            assertEquals(0, found.size() % CrashChild.BATCH, "part of a batch was committed");
            for (StoredMessage message : found.values()) {
                String body = new String(Bodies.read(bodies.open(message.location())), StandardCharsets.UTF_8);
                assertEquals(CrashChild.body(message.id().value()), body);
            }
        }
    }

    private static Set<MessageId> runAndKill(Path home) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        home.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<MessageId> acknowledged = new LinkedHashSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.length() == COMPLETE_LINE) {
                    acknowledged.add(MessageId.parse(line));
                }
                if (acknowledged.size() >= WANTED) {
                    child.toHandle().destroyForcibly(); // unlike Process, this lets the rest be read
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private static Set<MessageId> missing(Set<MessageId> acknowledged, Set<MessageId> found) {
        Set<MessageId> missing = new LinkedHashSet<>(acknowledged);
        missing.removeAll(found);
        return missing;
    }
}
