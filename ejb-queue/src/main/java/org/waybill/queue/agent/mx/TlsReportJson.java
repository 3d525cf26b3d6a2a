package org.waybill.queue.agent.mx;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsReport;
import org.waybill.queue.core.mx.TlsTally;

/** The JSON of RFC 8460 §4.4, which also keeps a day's counts. */
final class TlsReportJson {

    private TlsReportJson() {}

    static JsonObject of(TlsReport report) {
        return Json.createObjectBuilder()
                .add("organization-name", report.reporter().organization())
                .add(
                        "date-range",
                        Json.createObjectBuilder()
                                .add("start-datetime", report.begin().toString())
                                .add("end-datetime", report.end().toString()))
                .add("contact-info", report.reporter().contact())
                .add("report-id", report.id())
                .add("policies", policies(report.counts()))
                .build();
    }

    /** What {@link #read} reads. */
    static String text(Collection<TlsTally.PolicyCount> counts) {
        return Json.createObjectBuilder()
                .add("policies", policies(counts))
                .build()
                .toString();
    }

    private static JsonArrayBuilder policies(Collection<TlsTally.PolicyCount> counts) {
        JsonArrayBuilder policies = Json.createArrayBuilder();
        for (TlsTally.PolicyCount count : counts) {
            JsonObjectBuilder policy = Json.createObjectBuilder()
                    .add("policy", policy(count.policy()))
                    .add(
                            "summary",
                            Json.createObjectBuilder()
                                    .add("total-successful-session-count", count.successes())
                                    .add("total-failure-session-count", count.failures()));
            if (!count.details().isEmpty()) {
                JsonArrayBuilder details = Json.createArrayBuilder();
                count.details().forEach(detail -> details.add(detail(detail)));
                policy.add("failure-details", details);
            }
            policies.add(policy);
        }
        return policies;
    }

    private static JsonObjectBuilder policy(TlsPolicy policy) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("policy-type", policy.type().word());
        if (!policy.strings().isEmpty()) {
            json.add("policy-string", Json.createArrayBuilder(policy.strings()));
        }
        json.add("policy-domain", policy.domain());
        if (!policy.hosts().isEmpty()) {
            json.add("mx-host", Json.createArrayBuilder(policy.hosts()));
        }
        return json;
    }

    private static JsonObjectBuilder detail(TlsTally.FailureCount count) {
        TlsTally.Failure failure = count.failure();
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("result-type", failure.kind().word());
        addIfKnown(json, "sending-mta-ip", failure.from());
        addIfKnown(json, "receiving-mx-hostname", failure.host());
        addIfKnown(json, "receiving-ip", failure.to());
        json.add("failed-session-count", count.sessions());
        addIfKnown(json, "failure-reason-code", failure.reason());
        return json;
    }

    private static void addIfKnown(JsonObjectBuilder json, String name, String value) {
        if (!value.isEmpty()) {
            json.add(name, value);
        }
    }

    /** @throws IllegalArgumentException if it is something else */
    static TlsTally read(String text) {
        TlsTally tally = new TlsTally();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            for (JsonValue value : reader.readObject().getJsonArray("policies")) {
                tally.add(count(value.asJsonObject()));
            }
            return tally;
        } catch (JsonException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("not a tally of TLS sessions", e);
        }
    }

    private static TlsTally.PolicyCount count(JsonObject json) {
        JsonObject summary = json.getJsonObject("summary");
        return new TlsTally.PolicyCount(
                policy(json.getJsonObject("policy")),
                summary.getJsonNumber("total-successful-session-count").longValue(),
                summary.getJsonNumber("total-failure-session-count").longValue(),
                array(json, "failure-details").stream()
                        .map(detail -> detail(detail.asJsonObject()))
                        .toList());
    }

    private static TlsPolicy policy(JsonObject json) {
        String word = json.getString("policy-type");
        TlsPolicy.Type type = Arrays.stream(TlsPolicy.Type.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown policy type"));
        return new TlsPolicy(
                type, json.getString("policy-domain"), strings(json, "policy-string"), strings(json, "mx-host"));
    }

    private static TlsTally.FailureCount detail(JsonObject json) {
        String word = json.getString("result-type");
        TlsFailure kind = Arrays.stream(TlsFailure.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown result type"));
        TlsTally.Failure failure = new TlsTally.Failure(
                kind,
                json.getString("receiving-mx-hostname", ""),
                json.getString("sending-mta-ip", ""),
                json.getString("receiving-ip", ""),
                json.getString("failure-reason-code", ""));
        return new TlsTally.FailureCount(
                failure, json.getJsonNumber("failed-session-count").longValue());
    }

    private static List<String> strings(JsonObject json, String name) {
        return array(json, name).getValuesAs(JsonString::getString);
    }

    private static JsonArray array(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
    }
}
