package org.waybill.micro;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The REST API as an administrator uses it, or somebody else. */
final class AdminApi {

    /** A trace may take a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String authorization;

    AdminApi(URI base, String user, String password) {
        this(
                base,
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Of somebody who says no name. */
    static AdminApi anonymous(URI base) {
        return new AdminApi(base, "");
    }

    private AdminApi(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    JsonObject json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + response.statusCode() + " " + response.body());
        }
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** The active configuration's text. */
    String configuration() throws IOException, InterruptedException {
        return get("/api/configuration").body();
    }

    /** Saves a text as the successor of the active revision and returns the whole answer. */
    HttpResponse<String> configure(String text) throws IOException, InterruptedException {
        String revision = get("/api/configuration").headers().firstValue("ETag").orElseThrow();
        return send(request("/api/configuration")
                .header("Content-Type", "text/plain")
                .header("If-Match", revision)
                .PUT(HttpRequest.BodyPublishers.ofString(text)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
