package org.waybill.queue.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import org.waybill.queue.settings.Settings.HostPort;

/** An Unbound on a loopback port that asks one server, follows aliases, and checks signatures itself. */
final class UnboundPeer implements AutoCloseable {

    private static final String CONFIGURATION =
            """
            server:
                interface: 127.0.0.1
                port: {port}
                do-ip6: no
                username: ""
                chroot: ""
                pidfile: ""
                use-syslog: no
                do-daemonize: no
                do-not-query-localhost: no
                module-config: "validator iterator"
                trust-anchor: "{anchor}"
            forward-zone:
                name: "."
                forward-addr: {server}
            remote-control:
                control-enable: no
            """;

    private final int port = Peers.freePort();
    private final Process process;

    private UnboundPeer(Path home, HostPort server, String anchor) throws Exception {
        Path configuration = Files.writeString(
                home.resolve("unbound.conf"),
                CONFIGURATION
                        .replace("{port}", String.valueOf(port))
                        .replace("{anchor}", anchor)
                        .replace("{server}", server.host() + "@" + server.port()));
        process = new ProcessBuilder("unbound", "-d", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    /**
     * @param home empty
     * @param anchor a DS record
     */
    static UnboundPeer start(Path home, HostPort server, String anchor) throws Exception {
        Peers.require("unbound");
        UnboundPeer peer = new UnboundPeer(home, server, anchor);
        try {
            Peers.await("Unbound listens", () -> !peer.process.isAlive() || Peers.listens(peer.port));
            if (!peer.process.isAlive()) {
                throw new AssertionError(Files.readString(home.resolve("log")));
            }
            return peer;
        } catch (AssertionError e) {
            peer.close();
            throw e;
        }
    }

    HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
