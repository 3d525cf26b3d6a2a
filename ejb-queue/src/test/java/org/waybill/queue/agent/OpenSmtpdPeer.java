package org.waybill.queue.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.waybill.queue.agent.client.TestKeys;

/**
 * An OpenSMTPD of its own. It is not installed, and its paths and users are compiled in: they are there in namespaces that
 * nobody else sees and that end with it.
 */
final class OpenSmtpdPeer implements MailPeer {

    /** That of Debian 12's backports. */
    static final String USUAL = "opensmtpd-backports";

    /** Debian 12's, which offers STARTTLS, and cannot do TLS with the OpenSSL of Debian 12. */
    static final String BROKEN_TLS = "opensmtpd";

    private static final String PROGRAM = "usr/sbin/smtpd";

    private static final Pattern COMMAND = Pattern.compile("(?dm)^smtp: .*?: <<< (.*)$");

    private static final String CONFIGURATION =
            """
            pki test cert "{home}/keys.pem"
            pki test key "{home}/keys.pem"
            table secrets { "relay" = "{hash}" }
            table users { bob = "{owner}:/nonexistent", alice = "{owner}:/nonexistent" }
            table grey { "grey@peer.test" }
            table moved { "moved@peer.test" }
            table busy { "busy@peer.test" }
            table spammers { "spammer@example.com" }
            table victims { "virus@example.com" }
            table full { "full@example.com" }
            filter grey phase rcpt-to match rcpt-to <grey> reject "451 4.7.1 Greylisted"
            filter moved phase rcpt-to match rcpt-to <moved> reject "551 5.1.6 Moved"
            filter busy phase rcpt-to match rcpt-to <busy> disconnect "421 4.3.2 Overloaded"
            filter spam phase mail-from match mail-from <spammers> reject "550 5.7.1 Not from you"
            filter virus phase commit match mail-from <victims> reject "554 5.7.1 No viruses"
            filter full phase commit match mail-from <full> reject "452 4.3.1 Disk full"
            filter all chain { grey, moved, busy, spam, virus, full }
            filter closed phase connect match src { 127.0.0.1 } disconnect "554 5.3.2 Closed"
            smtp max-message-size 3M
            smtp limit max-mails 3
            smtp limit max-rcpt 10
            listen on 127.0.0.1 port {plain} hostname mx.peer.test filter all
            listen on 127.0.0.1 port {starttls} hostname mx.peer.test tls pki test filter all
            listen on 127.0.0.1 port {smtps} hostname mx.peer.test smtps pki test
            listen on 127.0.0.1 port {demanding} hostname mx.peer.test tls-require pki test
            listen on 127.0.0.1 port {auth} hostname mx.peer.test tls-require pki test auth <secrets>
            listen on 127.0.0.1 port {silent} hostname mx.peer.test no-dsn
            listen on 127.0.0.1 port {closed} hostname mx.peer.test filter closed
            action "mailbox" maildir "{home}/mail/%{user.username}" userbase <users>
            match from any for domain "peer.test" action "mailbox"
            """;

    /** Runs until its standard input ends, also because the test died: its namespaces' first process ends all others. */
    private static final String RUN =
            """
            set -eu
            package=$1 home=$2
            for file in passwd group; do
                cp /etc/$file "$home/$file"
            done
            for user in opensmtpd:64901 opensmtpq:64902; do
                name=${user%:*} id=${user#*:}
                echo "$name:x:$id:$id::/nonexistent:/bin/false" >>"$home/passwd"
                echo "$name:x:$id:" >>"$home/group"
            done
            printf '127.0.0.1 localhost\\n127.0.0.1 mx.peer.test\\n' >"$home/hosts"
            for file in passwd group hosts; do
                mount --bind "$home/$file" /etc/$file
            done
            echo mx.peer.test >/proc/sys/kernel/hostname
            mount --bind "$package/usr/libexec" /usr/libexec
            for directory in /run /var/lib /var/spool; do
                mount -t tmpfs -o mode=755 tmpfs $directory
            done
            mkdir -p /var/lib/opensmtpd/empty
            mkdir -m 711 /var/spool/smtpd
            exec 3<&0
            "$package/usr/sbin/smtpd" -d -T smtp -f "$home/smtpd.conf" &
            (cat <&3 >/dev/null; kill $!) &
            wait %1
            """;

    private final PeerLog log;
    private final Maildirs mail;
    private final PeerDoors doors;
    private final Process process;

    private OpenSmtpdPeer(PeerLog log, Maildirs mail, PeerDoors doors, Process process) {
        this.log = log;
        this.mail = mail;
        this.doors = doors;
        this.process = process;
    }

    /**
     * @param which {@link #USUAL} or {@link #BROKEN_TLS}
     * @param home empty; others can reach it afterwards
     * @param keys of the server
     */
    static OpenSmtpdPeer start(String which, Path home, TestKeys keys) throws Exception {
        Path unpacked = Peers.requireUnpacked(which, PROGRAM);
        Peers.requireRoot("OpenSMTPD");
        Peers.requireNamespaces();
        Peers.openDirectory(home);
        PeerDoors doors = PeerDoors.free();
        layOut(unpacked, home, keys, doors);
        Path log = home.resolve("log");
        Maildirs mail = Maildirs.make(home.resolve("mail"));
        OpenSmtpdPeer peer = new OpenSmtpdPeer(new PeerLog(log, COMMAND), mail, doors, run(unpacked, home, log));
        try {
            for (int port : doors.all()) {
                Peers.await("OpenSMTPD listens", () -> !peer.process.isAlive() || Peers.listens(port));
            }
            if (!peer.process.isAlive()) {
                throw new AssertionError("OpenSMTPD has ended");
            }
        } catch (AssertionError e) {
            peer.stop();
            throw new AssertionError(peer.log.text(), e);
        }
        return peer;
    }

    private static void layOut(Path unpacked, Path home, TestKeys keys, PeerDoors doors) throws Exception {
        Path pem = Files.createFile(
                home.resolve("keys.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pem, keys.pem());
        String encrypt = unpacked.resolve("usr/libexec/opensmtpd/encrypt").toString();
        String configuration = doors.fill(CONFIGURATION)
                .replace("{home}", home.toString())
                .replace("{owner}", Maildirs.OWNER)
                .replace("{hash}", Peers.run("", encrypt, Peers.PASSWORD).strip());
        Files.writeString(home.resolve("smtpd.conf"), configuration);
    }

    private static Process run(Path unpacked, Path home, Path log) throws IOException {
        return new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--uts",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        "-c",
                        RUN,
                        "sh",
                        unpacked.toString(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
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
        return log.heard();
    }

    @Override
    public void forget() throws Exception {
        mail.forget();
        log.forget();
    }

    @Override
    public void stop() throws Exception {
        process.getOutputStream().close();
        process.waitFor();
    }
}
