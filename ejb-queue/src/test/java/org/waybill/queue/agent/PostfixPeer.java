package org.waybill.queue.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.waybill.queue.agent.client.TestKeys;

/** A Postfix of its own. */
final class PostfixPeer implements MailPeer {

    private static final Pattern COMMAND = Pattern.compile("(?dm)^.* postfix/smtpd\\[\\d+]: < [^:]*: (.*)$");

    private static final String MAIN =
            """
            compatibility_level = 3.6
            queue_directory = {home}/spool
            data_directory = {home}/data
            maillog_file = {home}/data/log
            maillog_file_prefixes = {home}
            debug_peer_list = 127.0.0.1
            debug_peer_level = 1
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
            virtual_mailbox_maps = inline:{ alice@peer.test=alice/, bob@peer.test=bob/, zoë@peer.test=zoe/ }
            recipient_delimiter = +
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 1
            smtpd_recipient_restrictions =
                check_recipient_access inline:{ { grey@peer.test = 450 4.2.0 Greylisted } { moved@peer.test = 551 5.1.6 Moved } { busy@peer.test = 421 4.3.2 Overloaded } },
                permit_sasl_authenticated, reject_unauth_destination
            smtpd_sender_restrictions = check_sender_access inline:{ { spammer@example.com = 554 5.7.1 Not from you } }
            smtpd_end_of_data_restrictions = check_sender_access inline:{ { full@example.com = 452 4.3.1 Disk full } }
            smtpd_recipient_limit = 10
            header_checks = regexp:{ { /^From: virus@/ REJECT No viruses } }
            nested_header_checks =
            message_size_limit = 3000000
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
            127.0.0.1:{silent} inet n - n - - smtpd -o smtpd_tls_security_level=none -o smtpd_discard_ehlo_keywords=dsn,silent-discard
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

    private final Path home;
    private final Maildirs mail;
    private final PeerDoors doors;
    private final PeerLog log;

    private PostfixPeer(Path home) throws Exception {
        this.home = home;
        this.doors = PeerDoors.free();
        this.log = new PeerLog(home.resolve("data/log"), COMMAND);
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
            throw new AssertionError(peer.log.text(), e);
        }
        try {
            for (int port : peer.doors.all()) {
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
        Path pem = Files.writeString(sub("etc").resolve("keys.pem"), keys.pem());
        Files.writeString(sub("etc").resolve("master.cf"), doors.fill(MASTER));
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

    @Override
    public int port(Door door) {
        return doors.port(door);
    }

    @Override
    public Maildirs mail() {
        return mail;
    }

    @Override
    public List<String> heard() {
        awaitLog();
        return log.heard();
    }

    /** Another program writes the log, in the order in which it is told what. */
    private void awaitLog() {
        String mark = UUID.randomUUID().toString();
        try {
            Peers.run("", "postlog", "-c", configuration(), mark);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Peers.await("all is in the log", () -> log.text().contains(mark));
    }

    @Override
    public void forget() throws Exception {
        Peers.await("all sessions are over", () -> count(": connect from ") == count(": disconnect from "));
        mail.forget();
        log.forget();
    }

    private long count(String words) {
        return log.text().lines().filter(line -> line.contains(words)).count();
    }

    @Override
    public void stop() throws Exception {
        Peers.run("", "postfix", "-c", configuration(), "stop");
    }
}
