package org.waybill.queue.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.waybill.queue.agent.SignedZone.Flaw;
import org.waybill.queue.agent.SignedZone.Signing;
import org.waybill.queue.settings.Settings.HostPort;

/** Knot DNS on a loopback port: it signs zones itself and answers for all of them, but not as a resolver does. */
final class KnotPeer implements AutoCloseable {

    private static final String SERVER =
            """
            server:
                rundir: {home}
                listen: 127.0.0.1@{port}
            log:
              - target: stdout
                any: info
            database:
                storage: {home}/keys
            template:
              - id: default
                storage: {home}
                zonefile-sync: -1
                zonefile-load: whole
                journal-content: none
            """;

    private static final String POLICY =
            """
              - id: {id}
                manual: on
                algorithm: {algorithm}
                single-type-signing: {single}
                nsec3: {nsec3}
                nsec3-opt-out: {opt-out}
                nsec3-iterations: {iterations}
                nsec3-salt-length: 0
            """;

    private static final String HEAD =
            """
            $TTL 60
            @ SOA ns.example. root.example. 1 3600 600 86400 60
            @ NS ns.example.
            """;

    private final Path home;
    private final int port = Peers.freePort();
    private final List<SignedZone> zones;
    private final Map<SignedZone, String> keys = new HashMap<>();
    private final Process process;

    private KnotPeer(Path home, List<SignedZone> zones) throws Exception {
        this.home = home;
        this.zones = zones;
        Files.createDirectories(home.resolve("keys"));
        Files.createDirectories(home.resolve("signed"));
        Files.writeString(configuration(true), text(true));
        Files.writeString(configuration(false), text(false));
        for (SignedZone zone : zones) {
            if (zone.signing() != Signing.NONE) {
                keys.put(zone, generate(zone));
            }
        }
        for (SignedZone zone : zones) {
            Files.writeString(home.resolve(zone.file()), HEAD + zone.records() + delegations(zone));
            if (zone.flaw().inTheFile()) {
                spoil(zone);
            }
        }
        process = new ProcessBuilder("knotd", "-c", configuration(false).toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /**
     * @param home empty
     * @param zones the root among them
     */
    static KnotPeer start(Path home, List<SignedZone> zones) throws Exception {
        Peers.require("knotd", "keymgr", "kzonesign");
        KnotPeer peer = new KnotPeer(home, zones);
        try {
            Peers.await("Knot has started", () -> !peer.process.isAlive() || peer.said("server started"));
            // a zone that it cannot load or sign does not keep it from starting
            if (!peer.process.isAlive() || peer.said(" error: ")) {
                throw new AssertionError(Files.readString(peer.log()));
            }
            return peer;
        } catch (AssertionError e) {
            peer.close();
            throw e;
        }
    }

    /** @param first for {@code kzonesign}, which signs no zone that is not to be signed; else for the server */
    private Path configuration(boolean first) {
        return home.resolve(first ? "sign.conf" : "knot.conf");
    }

    private Path log() {
        return home.resolve("log");
    }

    private boolean said(String text) {
        try {
            return Files.exists(log()) && Files.readString(log()).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(boolean first) {
        StringBuilder text =
                new StringBuilder(SERVER.replace("{home}", home.toString()).replace("{port}", String.valueOf(port)));
        text.append("policy:\n");
        for (Signing signing : Signing.values()) {
            if (signing != Signing.NONE) {
                text.append(signing.fill(POLICY));
            }
        }
        text.append("zone:\n");
        for (SignedZone zone : zones) {
            boolean ready = zone.flaw().inTheFile() && !first;
            text.append("  - domain: " + zone.name() + "\n");
            text.append("    file: " + (ready ? "signed/" : "") + zone.file() + "\n");
            if (zone.signing() != Signing.NONE && !ready) {
                text.append("    dnssec-signing: on\n    dnssec-policy: " + zone.signing() + "\n");
            }
        }
        return text.toString();
    }

    /** The DS record. */
    private String generate(SignedZone zone) throws Exception {
        String configuration = configuration(true).toString();
        long since = Instant.now().minus(Duration.ofDays(365)).getEpochSecond();
        for (String roles : zone.signing().roles()) {
            List<String> command = new ArrayList<>(List.of("keymgr", "-c", configuration, zone.name(), "generate"));
            command.add("algorithm=" + zone.signing().algorithm());
            command.addAll(List.of(roles.split(" ")));
            for (String time : List.of("created", "publish", "ready", "active")) {
                command.add(time + "=" + since);
            }
            Peers.run("", command.toArray(String[]::new));
        }
        String records = Peers.run("", "keymgr", "-c", configuration, zone.name(), "ds");
        return records.lines()
                .filter(record -> record.matches("\\S+ DS \\d+ \\d+ 2 .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(records));
    }

    private String delegations(SignedZone parent) {
        return zones.stream()
                .filter(zone -> !zone.equals(parent) && zone.parent(zones).equals(parent))
                .map(zone -> zone.absolute() + " NS ns.example.\n"
                        + (zone.signing() == Signing.NONE ? "" : zone.flaw().inDs(digest(zone)) + "\n"))
                .collect(Collectors.joining());
    }

    private String digest(SignedZone zone) {
        return Objects.requireNonNull(keys.get(zone));
    }

    private void spoil(SignedZone zone) throws Exception {
        Path directory = home.resolve("signed");
        long when = Instant.now().plus(zone.flaw().signedAfter()).getEpochSecond();
        Peers.run(
                "",
                "kzonesign",
                "-c",
                configuration(true).toString(),
                "-o",
                directory.toString(),
                "-t",
                String.valueOf(when),
                zone.name());
        Path file = directory.resolve(zone.file());
        String text = Files.readString(file);
        Files.writeString(file, zone.flaw() == Flaw.TAMPERED ? SignedZone.tamper(text) : text);
    }

    HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    /** The DS record of the root. */
    String anchor() {
        return zones.stream()
                .filter(zone -> zone.name().equals("."))
                .map(this::digest)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
