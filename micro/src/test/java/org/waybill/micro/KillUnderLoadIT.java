package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL in the middle of a load: everything that was acknowledged arrives. {@code -Dkills=5} repeats it by hand; the
 * figures are printed.
 */
class KillUnderLoadIT {

    private static final int SESSIONS = 20;
    private static final int ACKNOWLEDGED_BEFORE_A_KILL = 500;

    @Test
    void everythingAcknowledgedArrivesAfterAKill() throws Exception {
        int kills = Integer.getInteger("kills", 1);
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        try (WaybillProcess waybill = WaybillProcess.start()) {
            for (int kill = 1; kill <= kills; kill++) {
                loadUntilKilled(waybill, acknowledged, acknowledged.size() + ACKNOWLEDGED_BEFORE_A_KILL);
                waybill.restart();
            }
            AdminApi api = new AdminApi(waybill.http(), "admin", WaybillProcess.ADMIN_PASSWORD);
            Wait.until("an empty queue", () -> api.json("/api/queue?limit=1")
                    .getJsonArray("envelopes")
                    .isEmpty());
            Map<String, Integer> delivered = delivered(waybill.home().resolve("mail/demo/new"));
            Set<String> lost = new TreeSet<>(acknowledged);
            lost.removeAll(delivered.keySet());
            long doubled =
                    delivered.values().stream().filter(times -> times > 1).count();
            System.out.printf(
                    "kills %d, acknowledged %d, delivered %d, lost %d, doubled %d%n",
                    kills, acknowledged.size(), delivered.size(), lost.size(), doubled);
            assertTrue(acknowledged.size() >= kills * ACKNOWLEDGED_BEFORE_A_KILL);
            assertEquals(Set.of(), lost);
        }
    }

    private static void loadUntilKilled(WaybillProcess waybill, Set<String> acknowledged, int enough) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(SESSIONS);
        List<Future<?>> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(clients.submit(() -> send(waybill.smtpPort(), acknowledged)));
        }
        Wait.until("enough mails", () -> acknowledged.size() >= enough);
        waybill.kill();
        for (Future<?> session : sessions) {
            session.get();
        }
        clients.shutdown();
    }

    /** Sends until the server is gone. */
    private static void send(int port, Set<String> acknowledged) {
        byte[] content =
                ("Subject: load\r\n\r\n" + "0123456789abcdef\r\n".repeat(250)).getBytes(StandardCharsets.US_ASCII);
        try (SmtpClient client = new SmtpClient(port)) {
            client.say("EHLO localhost");
            while (true) {
                acknowledged.add(client.send("sender@localhost", List.of("demo@localhost"), content));
            }
        } catch (IOException e) {
            // the kill: what was not acknowledged does not count
        }
    }

    /** How often each message id is in the maildir, by the id in our Received header. */
    private static Map<String, Integer> delivered(Path inbox) throws IOException {
        Map<String, Integer> times = new HashMap<>();
        try (var files = Files.list(inbox)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                int at = content.indexOf(" id ") + 4;
                times.merge(content.substring(at, at + 16), 1, Integer::sum);
            }
        }
        return times;
    }
}
