package org.waybill.queue.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.waybill.queue.agent.client.TestKeys;

/** A Postfix of its own that takes mail for {@code peer.test} into maildirs and knows the user {@code relay}. */
final class PostfixPeer {

    private static final String MAIN =
            """
            compatibility_level = 3.6
            queue_directory = {home}/spool
            data_directory = {home}/data
            maillog_file = {home}/data/log
            maillog_file_prefixes = {home}
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            myhostname = mx.peer.test
            mydestination =
            mynetworks =
            local_header_rewrite_clients =
            relay_domains =
            smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
            alias_maps =
            alias_database =
            smtpd_peername_lookup = no
            virtual_mailbox_domains = peer.test
            virtual_mailbox_base = {home}/mail
            virtual_mailbox_maps = inline:{ bob@peer.test=bob/, zoë@peer.test=zoe/ }
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 1
            smtpd_recipient_restrictions =
                check_recipient_access inline:{ { grey@peer.test = 450 4.2.0 Greylisted } { moved@peer.test = 551 5.1.6 Moved } },
                permit_sasl_authenticated, reject_unauth_destination
            smtpd_sender_restrictions = check_sender_access inline:{ { spammer@example.com = 554 5.7.1 Not from you } }
            header_checks = regexp:{ { /^Subject: virus/ REJECT No viruses } }
            nested_header_checks =
            message_size_limit = 100000
            smtpd_tls_chain_files = {keys}
            smtpd_tls_security_level = may
            smtpd_tls_received_header = yes
            smtpd_tls_loglevel = 1
            smtpd_sasl_local_domain = peer.test
            smtpd_sasl_authenticated_header = yes
            smtpd_tls_auth_only = yes
            """;

    private static final String MASTER =
            """
            127.0.0.1:{plain} inet n - n - - smtpd -o smtpd_tls_security_level=none
            127.0.0.1:{starttls} inet n - n - - smtpd
            127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
            127.0.0.1:{demanding} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
            127.0.0.1:{auth} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject
            127.0.0.1:{closed} inet n - n - - smtpd -o smtpd_client_restrictions=reject -o smtpd_delay_reject=no
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """;

    /** The doors, by what they demand. */
    enum Door {
        PLAIN,
        STARTTLS,
        SMTPS,
        DEMANDING,
        AUTH,
        CLOSED;

        private String placeholder() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    private final Path home;
    private final Maildirs mail;
    private final Map<Door, Integer> ports = new EnumMap<>(Door.class);

    private PostfixPeer(Path home) throws Exception {
        this.home = home;
        Peers.openDirectory(home);
        this.mail = Maildirs.make(home.resolve("mail"));
    }

    /**
     * @param home empty; others can reach it afterwards
     * @param keys of the server
     */
    static PostfixPeer start(Path home, TestKeys keys) throws Exception {
        Peers.require("postfix", "saslpasswd2");
        Peers.requireRoot("Postfix");
        PostfixPeer peer = new PostfixPeer(home);
        peer.layOut(keys);
        try {
            Peers.run("", "postfix", "-c", peer.configuration(), "start");
        } catch (AssertionError e) {
            throw new AssertionError(Peers.text(home.resolve("data/log")), e);
        }
        try {
            for (int port : peer.ports.values()) {
                Peers.await("Postfix listens", () -> Peers.listens(port));
            }
        } catch (AssertionError e) {
            peer.stop();
            throw e;
        }
        return peer;
    }

    private void layOut(TestKeys keys) throws Exception {
        for (Path directory : List.of(sub("etc"), sub("spool"), sub("data"), sub("etc/sasl"))) {
            Peers.openDirectory(directory);
        }
        Peers.run("", "chown", "postfix", sub("data").toString());
        String master = MASTER;
        for (Door door : Door.values()) {
            ports.put(door, Peers.freePort());
            master = master.replace(door.placeholder(), String.valueOf(port(door)));
        }
        Path pem = Files.writeString(sub("etc").resolve("keys.pem"), keys.pem());
        Files.writeString(sub("etc").resolve("master.cf"), master);
        Files.writeString(
                sub("etc").resolve("main.cf"),
                MAIN.replace("{home}", home.toString()).replace("{keys}", pem.toString()));
        // where Debian's package looks, whatever cyrus_sasl_config_path says
        Path users = sub("etc/sasl").resolve("users");
        Files.writeString(
                sub("etc/sasl").resolve("smtpd.conf"),
                "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN SCRAM-SHA-256\nsasldb_path: "
                        + users + "\n");
        Peers.run(Peers.PASSWORD, "saslpasswd2", "-c", "-p", "-f", users.toString(), "-u", "peer.test", "relay");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Path sub(String name) {
        return home.resolve(name);
    }

    private String configuration() {
        return sub("etc").toString();
    }

    int port(Door door) {
        return Objects.requireNonNull(ports.get(door));
    }

    /** Where it delivers to. */
    Maildirs mail() {
        return mail;
    }

    void stop() throws Exception {
        Peers.run("", "postfix", "-c", configuration(), "stop");
    }
}
