package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.check.FreePorts;

/** Routes, suspensions and traces over HTTP: who may do what, what is refused and why, and what comes of it. */
interface RoutesApiContract {

    /** One that runs. Its configuration is replaced, its queue may have mail of other actions. */
    WaybillProcess server();

    private AdminApi admin() {
        return new AdminApi(server().http(), "admin", WaybillProcess.ADMIN_PASSWORD);
    }

    private static HttpResponse<String> ask(AdminApi api, String method, String path, String body) throws Exception {
        return switch (method) {
            case "GET" -> api.get(path);
            case "POST" -> api.post(path, body);
            case "DELETE" -> api.delete(path);
            default -> throw new AssertionError(method);
        };
    }

    private static JsonObject json(HttpResponse<String> response) {
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    private List<JsonObject> list(String path, String name) throws IOException, InterruptedException {
        return admin().json(path).getJsonArray(name).getValuesAs(JsonObject.class);
    }

    /** All mail goes to one relay, and fails for an hour if it fails. */
    private void relayAll(String action, int port) throws Exception {
        HttpResponse<String> saved = admin().configure(String.join(
                "\n",
                "listen on 127.0.0.1 port " + server().smtpPort(),
                "action \"" + action + "\" relay host \"smtp://127.0.0.1:" + port + "\" retry 1h",
                "match from any for any action \"" + action + "\"",
                ""));
        assertEquals(200, saved.statusCode(), saved.body());
    }

    private void send(String sender) throws IOException {
        try (SmtpClient client = new SmtpClient(server().smtpPort())) {
            client.say("EHLO localhost");
            client.send(sender, List.of("bob@dest.test"), "Subject: s\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # method and path           | body                   | nobody | viewer | admin
            GET /api/routes             | ''                     | 401    | 200    | 200
            GET /api/routes/hosts       | ''                     | 401    | 200    | 200
            GET /api/suspensions        | ''                     | 401    | 200    | 200
            POST /api/routes/hosts/reset | {"host": "a.test:25"} | 401    | 403    | 404
            POST /api/suspensions       | {}                     | 401    | 403    | 400
            DELETE /api/suspensions/987654321 | ''               | 401    | 403    | 404
            DELETE /api/suspensions/one | ''                     | 401    | 403    | 400
            POST /api/trace             | {}                     | 401    | 403    | 400
            """)
    default void answersAsTheRoleAllows(String request, String body, int nobody, int viewer, int admin)
            throws Exception {
        String method = request.split(" ")[0];
        String path = request.split(" ")[1];
        AdminApi viewers = new AdminApi(server().http(), "viewer", WaybillProcess.VIEWER_PASSWORD);
        assertEquals(
                nobody,
                ask(AdminApi.anonymous(server().http()), method, path, body).statusCode());
        HttpResponse<String> seen = ask(viewers, method, path, body);
        assertEquals(viewer, seen.statusCode(), seen.body());
        if (viewer == 403) {
            assertEquals(
                    "this account may look, but not change anything", json(seen).getString("error"));
        }
        HttpResponse<String> answer = ask(admin(), method, path, body);
        assertEquals(admin, answer.statusCode(), answer.body());
        assertEquals(admin != 200, json(answer).containsKey("error"), answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /api/suspensions        | []                                  | the body must be a JSON object
            /api/suspensions        | {"kind": "host", "value": "a.test"} | kind must be action, route, domain or sender
            /api/suspensions        | {"kind": "domain"}                  | a suspension says what is suspended
            /api/suspensions        | {"kind": "domain", "value": "a.test", "end": ""} | unknown key "end"
            /api/suspensions        | {"kind": "domain", "value": "a.test", "length": "2h"} | "length" must be a duration such as PT2H or P1D
            /api/routes/hosts/reset | {}                                  | expected {"host": "…"} with a name as /api/routes/hosts shows it
            /api/routes/hosts/reset | {"host": 25}                        | "host" must be text
            /api/trace              | {"url": "smtp://a.test"}            | "recipient" is needed
            /api/trace              | {"recipient": "bob@a.test", "action": "out"} | "action" says nothing without "url"
            /api/trace              | {"recipient": "bob@a.test", "session": {"client": "here"}} | client: an IP address is expected
            /api/trace              | {"recipient": "bob@a.test", "url": "smtp://a.test?weight=x"} | url: expected weight= and a number within 1..10000, not 'x'
            /api/trace              | {"recipient": "bob@a.test", "url": "smtp://a.test", "action": "gone"} | action: there is no relay 'gone'
            """,
            quoteCharacter = '`')
    default void refusesWithThePlaceAndTheCure(String path, String body, String error) throws Exception {
        HttpResponse<String> answer = admin().post(path, body);
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(error, json(answer).getString("error"));
        assertEquals(List.of(), list("/api/suspensions", "suspensions"));
    }

    @Test
    default void mailOfASuspensionWaitsUntilItIsResumed() throws Exception {
        try (SmtpSink sink = new SmtpSink()) {
            relayAll("suspended", sink.port());
            HttpResponse<String> added = admin().post(
                            "/api/suspensions",
                            "{\"kind\": \"sender\", \"value\": \"slow@localhost\", \"reason\": \"why\"}");
            assertEquals(200, added.statusCode(), added.body());
            JsonObject suspension = json(added);
            assertEquals("admin", suspension.getString("author"));
            assertEquals("", suspension.getString("end"));
            assertEquals(List.of(suspension), list("/api/suspensions", "suspensions"));

            send("slow@localhost");
            send("other@localhost");
            Wait.until("the mail that is not suspended", () -> !sink.mails().isEmpty());
            assertEquals(List.of("other@localhost"), senders(sink));
            Wait.until("one mail in the queue", () -> waiting("suspended").size() == 1);
            JsonObject envelope = waiting("suspended").get(0);
            assertEquals("slow@localhost", envelope.getString("sender"));
            assertEquals(0, envelope.getInt("attempts"));

            String path = "/api/suspensions/" + suspension.getJsonNumber("id");
            HttpResponse<String> resumed = admin().delete(path);
            assertEquals(200, resumed.statusCode(), resumed.body());
            assertEquals(List.of(), list("/api/suspensions", "suspensions"));
            Wait.until("the mail that was suspended", () -> sink.mails().size() == 2);
            assertEquals(List.of("other@localhost", "slow@localhost"), senders(sink));
            assertEquals(404, admin().delete(path).statusCode());
        }
    }

    private static List<String> senders(SmtpSink sink) {
        return sink.mails().stream().map(SmtpSink.Mail::sender).toList();
    }

    private List<JsonObject> waiting(String action) throws IOException, InterruptedException {
        return list("/api/queue?limit=1000&action=" + action, "envelopes");
    }

    @Test
    default void aTraceGoesTheWayOfAMailAndSendsNone() throws Exception {
        try (SmtpSink ruled = new SmtpSink();
                SmtpSink named = new SmtpSink()) {
            relayAll("traced", ruled.port());
            List<JsonObject> byRules = trace("{\"recipient\": \"bob@dest.test\", \"sender\": \"me@localhost\"}");
            assertEquals("rule", byRules.get(0).getString("step"));
            assertHandedOver(byRules, ruled.port());
            List<JsonObject> byUrl =
                    trace("{\"recipient\": \"bob@dest.test\", \"url\": \"smtp://127.0.0.1:" + named.port() + "\"}");
            assertEquals("map", byUrl.get(0).getString("step"));
            assertHandedOver(byUrl, named.port());
            assertEquals(List.of(), ruled.mails());
            assertEquals(List.of(), named.mails());
        }
        int closed = FreePorts.one();
        List<JsonObject> nowhere =
                trace("{\"recipient\": \"bob@dest.test\", \"url\": \"smtp://127.0.0.1:" + closed + "\"}");
        JsonObject outcome = nowhere.get(nowhere.size() - 1);
        assertFalse(outcome.getBoolean("ok"));
        assertTrue(
                outcome.getString("text").startsWith("the mail waits for another attempt: 451 4.4.1 "),
                outcome::toString);
        assertEquals(Optional.empty(), host(closed), "a trace makes no host rest");
    }

    private List<JsonObject> trace(String question) throws Exception {
        HttpResponse<String> answer = admin().post("/api/trace", question);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer).getJsonArray("steps").getValuesAs(JsonObject.class);
    }

    private static void assertHandedOver(List<JsonObject> steps, int port) {
        assertTrue(
                steps.stream()
                        .anyMatch(step -> step.getString("step").equals("RCPT")
                                && step.getString("subject").contains(":" + port)),
                steps::toString);
        JsonObject outcome = steps.get(steps.size() - 1);
        assertEquals("outcome", outcome.getString("step"));
        assertTrue(outcome.getBoolean("ok"), outcome::toString);
        assertTrue(outcome.getString("text").startsWith("the mail is handed over: 250 "), outcome::toString);
    }

    @Test
    default void aHostThatFailedIsListedUntilItIsReset() throws Exception {
        int port = FreePorts.one();
        relayAll("unreachable", port);
        send("me@localhost");
        Wait.until("a host that failed", () -> host(port).isPresent());
        JsonObject host = host(port).orElseThrow();
        assertEquals(1, host.getInt("failures"));
        assertTrue(host.getString("reason").startsWith("451 4.4.1 "), host::toString);

        String body = Json.createObjectBuilder()
                .add("host", host.getString("name"))
                .build()
                .toString();
        HttpResponse<String> reset = admin().post("/api/routes/hosts/reset", body);
        assertEquals(204, reset.statusCode(), reset.body());
        assertEquals(Optional.empty(), host(port));
        assertEquals(404, admin().post("/api/routes/hosts/reset", body).statusCode());
    }

    @Test
    default void aRouteIsClosedWhileMailWaitsForAHostThatFailed() throws Exception {
        relayAll("closed", FreePorts.one());
        // the first ones are tried at the same time; the others find out that the host does not answer
        for (int i = 0; i < 20; i++) {
            send("me@localhost");
        }
        Wait.until("a closed route", () -> list("/api/routes", "routes").stream()
                .anyMatch(route -> route.getString("name").equals("closed")
                        && !route.getString("state").equals("open")
                        && route.getString("reason").startsWith("451 4.4.1 smtp://127.0.0.1 ")));
    }

    private Optional<JsonObject> host(int port) throws IOException, InterruptedException {
        return list("/api/routes/hosts", "hosts").stream()
                .filter(host -> host.getString("name").endsWith(":" + port))
                .findFirst();
    }
}
