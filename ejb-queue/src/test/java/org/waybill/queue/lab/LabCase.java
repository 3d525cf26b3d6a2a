package org.waybill.queue.lab;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One case, as its file has it.
 *
 * @param group what it belongs to
 * @param phases one after the other, on one queue; a case without phases is one
 * @param remotes what the remote servers do, by {@code *}, address or address and port
 * @param exitStatus of the check of the configuration, for cases that are nothing else; -1 for all others
 */
record LabCase(
        String id, String group, String title, List<Phase> phases, Map<String, Sink.Manners> remotes, int exitStatus) {

    /** Of the two releases that a case was run on, the one that counts. */
    private static final String RELEASE = "7.8.0p1";

    LabCase {
        phases = List.copyOf(phases);
        remotes = Map.copyOf(remotes);
    }

    /**
     * One life of the server.
     *
     * @param files what lies beside it, with the file modes
     * @param forwards by user
     * @param prepare commands for the shell
     * @param before orders before the sessions
     * @param then orders after them
     * @param last orders whose output counts, too
     */
    record Phase(
            String text,
            Map<String, File> files,
            Map<String, File> forwards,
            List<String> prepare,
            List<String> before,
            List<Session> sessions,
            List<String> then,
            List<String> last,
            Expected expected) {}

    /** @param mode octal digits, empty for the usual one */
    record File(String text, String mode) {}

    /** @param shell a command on the server's side instead of a client's session, empty for none */
    record Session(
            String from,
            String to,
            int port,
            boolean tls,
            List<String> commands,
            List<ExpectedReply> replies,
            String shell) {}

    record ExpectedReply(String command, String regex) {}

    /**
     * What there is afterwards.
     *
     * @param deliveries all of them and the queue, in any order
     * @param contains texts, {@code re:} before a regular expression, by what should hold them
     * @param helo what the remote servers were greeted with, empty for anything
     * @param peer the address that they were called from, empty for any
     * @param commands that they heard
     */
    record Expected(
            List<String> deliveries,
            Map<String, List<String>> contains,
            String helo,
            String peer,
            List<String> commands) {}

    boolean checkOnly() {
        return exitStatus >= 0;
    }

    static LabCase of(JsonObject json) {
        boolean checkOnly = json.getBoolean("check_only", false);
        List<Phase> phases = new ArrayList<>();
        if (json.containsKey("phases")) {
            json.getJsonArray("phases").getValuesAs(JsonObject.class).forEach(phase -> phases.add(phase(phase)));
        } else {
            phases.add(phase(json));
        }
        Map<String, Sink.Manners> remotes = new LinkedHashMap<>();
        members(json, "remote_servers")
                .forEach((where, manners) -> remotes.put(where, Sink.Manners.of(manners.asJsonObject())));
        return new LabCase(
                json.getString("id"),
                json.getString("group"),
                json.getString("title"),
                phases,
                remotes,
                checkOnly ? Integer.parseInt(text(member(json.getJsonObject("expect"), "exit_status"))) : -1);
    }

    private static Phase phase(JsonObject json) {
        return new Phase(
                json.getString("smtpd_conf"),
                files(json, "files"),
                files(json, "forward"),
                texts(json, "prep"),
                texts(json, "ctl_before"),
                objects(json, "sessions").stream().map(LabCase::session).toList(),
                texts(json, "ctl"),
                texts(json, "ctl_after"),
                expected(json.getJsonObject("expect")));
    }

    private static Map<String, File> files(JsonObject json, String name) {
        Map<String, File> files = new LinkedHashMap<>();
        members(json, name)
                .forEach((path, file) -> files.put(
                        path,
                        file instanceof JsonObject object
                                ? new File(object.getString("data"), object.getString("mode", ""))
                                : new File(text(file), "")));
        return files;
    }

    private static Session session(JsonObject json) {
        return new Session(
                json.getString("from_ip", ""),
                json.getString("to_ip", ""),
                json.getInt("to_port", 0),
                json.getBoolean("smtps", false),
                texts(json, "commands"),
                replies(json),
                json.getString("shell_on_server", ""));
    }

    private static List<ExpectedReply> replies(JsonObject json) {
        return objects(json, "expect_replies").stream()
                .map(reply ->
                        new ExpectedReply(reply.getString("command_starts_with"), text(member(reply, "reply_matches"))))
                .toList();
    }

    private static Expected expected(JsonObject json) {
        Map<String, List<String>> contains = new LinkedHashMap<>();
        members(json, "contains").forEach((where, what) -> contains.put(where, textsOf(what)));
        return new Expected(
                json.containsKey("deliveries_and_queue") ? textsOf(member(json, "deliveries_and_queue")) : List.of(),
                contains,
                json.getString("helo", ""),
                json.getString("peer", ""),
                texts(json, "sinkcmd"));
    }

    private static JsonValue member(JsonObject json, String name) {
        JsonValue value = Objects.requireNonNull(json.get(name), name);
        return value instanceof JsonObject byRelease && byRelease.containsKey(RELEASE)
                ? Objects.requireNonNull(byRelease.get(RELEASE))
                : value;
    }

    private static Map<String, JsonValue> members(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonObject(name) : Map.of();
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.containsKey(name) ? textsOf(Objects.requireNonNull(json.get(name))) : List.of();
    }

    private static List<String> textsOf(JsonValue value) {
        return value instanceof JsonArray array
                ? array.stream().map(LabCase::text).toList()
                : List.of(text(value));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
