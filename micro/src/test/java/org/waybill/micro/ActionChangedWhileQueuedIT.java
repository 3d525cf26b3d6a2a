package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The sentence that Waybill is built around: an envelope holds the name of an action, so an edited action reaches all
 * queued mail at its next attempt, with no restart and nothing rewritten. Its server serves {@link RoutesApiContract} too,
 * since a start takes most of a minute.
 */
class ActionChangedWhileQueuedIT implements RoutesApiContract {

    private static final int MESSAGES = 100;

    /** What an attempt may change of an envelope. */
    private static final Set<String> MAY_CHANGE = Set.of("state", "holdReason", "attempts", "due", "lastResult");

    private static WaybillProcess waybill;
    private static AdminApi api;

    @BeforeAll
    static void start() throws Exception {
        waybill = WaybillProcess.start();
        api = new AdminApi(waybill.http(), "admin", WaybillProcess.ADMIN_PASSWORD);
        Files.writeString(waybill.home().resolve("a-file"), "so that no directory can be made here");
    }

    @AfterAll
    static void stop() throws Exception {
        waybill.close();
    }

    @Override
    public WaybillProcess server() {
        return waybill;
    }

    @Test
    void aCorrectedMaildirPathReachesQueuedMail() throws Exception {
        configure("wrong-path", maildir("a-file/%{user.username}"));
        fillQueue("wrong-path");
        edit("wrong-path", maildir("one/%{user.username}"));
        Wait.until("100 files", () -> delivered("one") == MESSAGES);
        assertAllLeft("wrong-path");
    }

    @Test
    void aMaildirTurnedIntoARelayReachesQueuedMail() throws Exception {
        configure("to-relay", maildir("a-file/%{user.username}"));
        fillQueue("to-relay");
        try (SmtpSink sink = new SmtpSink()) {
            edit("to-relay", "relay host \"smtp://127.0.0.1:" + sink.port() + "\"");
            Wait.until("100 mails at the sink", () -> sink.mails().size() == MESSAGES);
            assertEquals(List.of("demo@localhost"), sink.mails().get(0).recipients());
            assertAllLeft("to-relay");
        }
    }

    @Test
    void aRelayTurnedIntoAMaildirReachesQueuedMail() throws Exception {
        configure("to-maildir", "relay host \"smtp://127.0.0.1:" + closedPort() + "\"");
        accept();
        // the others wait for a host that does not answer, without an attempt
        Wait.until(
                "a failed attempt",
                () -> envelopes("to-maildir").size() == MESSAGES
                        && envelopes("to-maildir").values().stream().anyMatch(e -> e.getInt("attempts") == 1));
        Map<String, JsonObject> before = envelopes("to-maildir");
        configure("to-maildir", maildir("three/%{user.username}"));
        apply("to-maildir", before);
        Wait.until("100 files", () -> delivered("three") == MESSAGES);
        assertAllLeft("to-maildir");
    }

    @Test
    void mailOfANameThatIsGoneIsHeldAndGoesOutWhenTheNameIsBack() throws Exception {
        configure("old-name", maildir("a-file/%{user.username}"));
        fillQueue("old-name");
        configure("new-name", maildir("four/%{user.username}"));
        api.post("/api/queue/retry", "{\"filter\":{\"action\":\"old-name\"}}");
        Wait.until("all held", () -> states("old-name").equals(Set.of("HELD")));
        for (JsonObject envelope : envelopes("old-name").values()) {
            assertTrue(envelope.getString("holdReason").contains("old-name"), envelope.toString());
        }
        assertEquals(0, delivered("four"), "no other action takes mail that does not name it");
        configure("old-name", maildir("four/%{user.username}"));
        Wait.until("100 files", () -> delivered("four") == MESSAGES);
        assertAllLeft("old-name");
    }

    private static String maildir(String path) {
        return "maildir \"" + path + "\" userbase <users>";
    }

    private static void configure(String action, String method) throws Exception {
        HttpResponse<String> saved = api.configure(String.join(
                "\n",
                "table users { \"postmaster\", \"demo\" }",
                "listen on 127.0.0.1 port " + waybill.smtpPort(),
                "action \"" + action + "\" " + method + " retry 1h",
                "match from any for local action \"" + action + "\"",
                ""));
        assertEquals(200, saved.statusCode(), saved.body());
    }

    /** Accepts the messages and waits until each has failed once. */
    private static void fillQueue(String action) throws Exception {
        accept();
        Wait.until(
                "one failed attempt each",
                () -> envelopes(action).size() == MESSAGES
                        && envelopes(action).values().stream()
                                .allMatch(e -> e.getInt("attempts") == 1
                                        && e.getString("state").equals("QUEUED")));
    }

    private static void accept() throws Exception {
        try (SmtpClient client = new SmtpClient(waybill.smtpPort())) {
            client.say("EHLO localhost");
            for (int i = 0; i < MESSAGES; i++) {
                client.send(
                        "sender@localhost",
                        List.of("demo@localhost"),
                        ("Subject: " + i + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Edits the action, sees that no row was touched, and makes the next attempt come now. */
    private static void edit(String action, String method) throws Exception {
        Map<String, JsonObject> before = envelopes(action);
        configure(action, method);
        assertEquals(before, envelopes(action), "an edit rewrites nothing");
        apply(action, before);
    }

    /** Makes the next attempt come now, and sees that nothing else becomes of mail that is still there. */
    private static void apply(String action, Map<String, JsonObject> before) throws Exception {
        HttpResponse<String> applied = api.post("/api/actions/" + action + "/apply", "{}");
        assertEquals(200, applied.statusCode(), applied.body());
        for (JsonObject now : envelopes(action).values()) {
            assertEquals(lasting(Objects.requireNonNull(before.get(now.getString("id")))), lasting(now));
        }
    }

    private static Map<String, JsonValue> lasting(JsonObject envelope) {
        return envelope.entrySet().stream()
                .filter(field -> !MAY_CHANGE.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void assertAllLeft(String action) throws Exception {
        Wait.until("an empty queue", () -> envelopes(action).isEmpty());
    }

    private static Map<String, JsonObject> envelopes(String action) throws IOException, InterruptedException {
        Map<String, JsonObject> byId = new TreeMap<>();
        for (JsonObject envelope : api.json("/api/queue?limit=1000&action=" + action)
                .getJsonArray("envelopes")
                .getValuesAs(JsonObject.class)) {
            byId.put(envelope.getString("id"), envelope);
        }
        return byId;
    }

    private static Set<String> states(String action) throws IOException, InterruptedException {
        return envelopes(action).values().stream()
                .map(e -> e.getString("state"))
                .collect(Collectors.toSet());
    }

    private static int delivered(String root) throws IOException {
        Path inbox = waybill.home().resolve(root).resolve("demo/new");
        if (!Files.isDirectory(inbox)) {
            return 0;
        }
        try (var files = Files.list(inbox)) {
            return new ArrayList<>(files.toList()).size();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
