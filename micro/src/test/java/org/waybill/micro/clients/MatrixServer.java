package org.waybill.micro.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.waybill.check.FreePorts;
import org.waybill.check.Trees;
import org.waybill.micro.WaybillProcess;

/** One Waybill for all cells, with a listener for each kind of connection, and a directory for what the clients need. */
final class MatrixServer implements AutoCloseable {

    private static final String CONFIGURATION =
            """
            pki test cert "{certificate}"
            pki test key "{key}"
            listen on 127.0.0.1 port {smtp-port}
            listen on 127.0.0.1 port {starttls-port} tls pki test
            listen on 127.0.0.1 port {smtps-port} smtps pki test
            table users { "demo", "zoë" }
            action "inbox" maildir "mail/inbox" userbase <users>
            match from any for domain "clients.example" action "inbox"
            table logins { "alice" = "$6$matrixtests$mP1dLIZiOs5bJelc4MLIvZiUEDc/.LzG6JabHDISrSMEP9qPJ8KRX6Py9bBFd3xVfJKYYKGqYv3sB9xYz1fJ//" }
            table secrets { \\
                "bob" = "SCRAM-SHA-256$4096:bWF0cml4IHRlc3Rz$nCwKN1SzCBrFPpfCVwovZvjRdK6szl2kbDc8uL5XRIs=:bO9XGJ3GlOHg5In7i5+T4/W3Y3pKuwaYpg/Znl2+ybw=" }
            listen on 127.0.0.1 port {auth-port} tls-require pki test auth <logins>
            listen on 127.0.0.1 port {scram-port} tls-require pki test auth <secrets>
            match auth from any for any action "inbox"
            """;

    /** The password of both users: one as crypt(3) has it, one as a SCRAM secret, without which SCRAM is not offered. */
    private static final String PASSWORD = "secret of the tests";

    private final Path directory;
    private final TestCertificate certificate;
    private final int starttlsPort = FreePorts.one();
    private final int smtpsPort = FreePorts.one();
    private final int authPort = FreePorts.one();
    private final int scramPort = FreePorts.one();
    private final WaybillProcess waybill;

    private MatrixServer(Path directory) throws Exception {
        this.directory = directory;
        this.certificate = TestCertificate.make(directory);
        this.waybill = WaybillProcess.start(CONFIGURATION
                .replace("{certificate}", certificate.certificate().toString())
                .replace("{key}", certificate.key().toString())
                .replace("{starttls-port}", String.valueOf(starttlsPort))
                .replace("{smtps-port}", String.valueOf(smtpsPort))
                .replace("{auth-port}", String.valueOf(authPort))
                .replace("{scram-port}", String.valueOf(scramPort)));
    }

    static MatrixServer start() throws Exception {
        Path directory = Files.createTempDirectory("waybill-clients");
        try {
            return new MatrixServer(directory);
        } catch (Exception | AssertionError e) {
            Trees.delete(directory);
            throw e;
        }
    }

    Mailbox mailbox() {
        return new Mailbox(waybill.home().resolve("mail/inbox/new"));
    }

    /** What to tell the client of a cell so that it sends this mail. */
    Submission submission(Cell cell, TestMail mail) throws IOException {
        Mode mode = cell.mode();
        Security security = cell.client().security(mode);
        Path file = Files.write(directory.resolve("mail"), mail.octets());
        return new Submission(
                "localhost",
                port(mode, security),
                security,
                certificate.certificate(),
                mode.mechanism(),
                mode == Mode.AUTH_SCRAM_SHA_256 ? "bob" : "alice",
                PASSWORD,
                mail.from(),
                mail.to(),
                file);
    }

    private int port(Mode mode, Security security) {
        if (mode.authenticates()) {
            return mode == Mode.AUTH_SCRAM_SHA_256 ? scramPort : authPort;
        }
        return switch (security) {
            case PLAIN -> waybill.smtpPort();
            case STARTTLS -> starttlsPort;
            case SMTPS -> smtpsPort;
        };
    }

    @Override
    public void close() throws IOException {
        waybill.close();
        Trees.delete(directory);
    }
}
