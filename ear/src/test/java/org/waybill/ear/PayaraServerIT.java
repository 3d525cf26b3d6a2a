package org.waybill.ear;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.check.BlackBoxCheck;
import org.waybill.check.FreePorts;

/** {@code waybill.ear}, unmodified, on Payara Server. */
class PayaraServerIT {

    @TempDir
    private Path home = Path.of("");

    @Test
    void acceptsAndDeliversAMail() throws Exception {
        int smtpPort = FreePorts.one();
        Files.writeString(
                home.resolve("waybill.conf"),
                """
                listen on 127.0.0.1 port %d
                table users { "postmaster", "demo" }
                action "local" maildir "mail/%%{user.username}" userbase <users>
                match from any for local action "local"
                """
                        .formatted(smtpPort));
        try (PayaraServer server = PayaraServer.start(List.of("waybill.home=" + home))) {
            server.deploy(Path.of(System.getProperty("waybill.ear", "target/waybill.ear")));
            new BlackBoxCheck(server.http(), smtpPort, home).run();
        }
    }
}
