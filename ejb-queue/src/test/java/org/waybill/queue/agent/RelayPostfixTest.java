package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.waybill.queue.agent.MailPeer.Door;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.TestMail;

/** Relays to a Postfix as Debian ships it. */
class RelayPostfixTest extends RelayPeerContract {

    @Override
    MailPeer start(Path home, TestKeys keys) throws Exception {
        return PostfixPeer.start(home, keys);
    }

    @Override
    Pattern accepted() {
        return Pattern.compile("250 2\\.0\\.0 Ok: queued as [0-9A-F]+");
    }

    @Override
    String outcomeOf(Refusal refusal) {
        return switch (refusal) {
            case WITHOUT_TLS -> "Deferred 530 5.7.0 Must issue a STARTTLS command first";
            case WITHOUT_SIGNING_IN -> "Failed 554 5.7.1 <unknown[127.0.0.1]>: Client host rejected: Access denied";
            case NOBODY ->
                "Failed 550 5.1.1 <nobody@peer.test>: Recipient address rejected: "
                        + "User unknown in virtual mailbox table";
            case GREY -> "Deferred 450 4.2.0 <grey@peer.test>: Recipient address rejected: Greylisted";
            case MOVED -> "Failed 551 5.1.6 <moved@peer.test>: Recipient address rejected: Moved";
            case ELSEWHERE -> "Failed 554 5.7.1 <eve@elsewhere.test>: Relay access denied";
            case BUSY -> "Deferred 421 4.3.2 <busy@peer.test>: Recipient address rejected: Overloaded";
            case SPAMMER -> "Failed 554 5.7.1 <spammer@example.com>: Sender address rejected: Not from you";
            case VIRUS -> "Failed 550 5.7.1 No viruses";
            case FULL -> "Deferred 452 4.3.1 <full@example.com>: Sender address rejected: Disk full";
        };
    }

    @Override
    List<String> mechanisms() {
        return List.of("plain", "login", "scram-sha-256");
    }

    @Override
    String signedIn() {
        return "(Authenticated sender: relay@peer.test)";
    }

    @Override
    String wrongPassword() {
        return "535 5.7.8 Error: authentication failed";
    }

    /** With PIPELINING the DATA of a mail comes before anybody knows that nobody is taken. */
    @Override
    String conversation() {
        return "EHLO STARTTLS EHLO AUTH MAIL RCPT DATA RSET" + " MAIL RCPT DATA".repeat(4);
    }

    /** It completes no header, so nobody else has either. */
    @Test
    void getsTheHeaderAsItIs() {
        assertDelivered(relay(url("smtp://", Door.PLAIN)));
        String mail = peer().mail().onlyMailOf("bob");
        assertTrue(mail.endsWith(TestMail.TEXT.replace("\r\n", "\n")), mail);
    }
}
