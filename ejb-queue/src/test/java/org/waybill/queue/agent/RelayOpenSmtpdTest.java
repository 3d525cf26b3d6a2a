package org.waybill.queue.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.waybill.queue.agent.client.TestKeys;

/**
 * Relays to an OpenSMTPD as Debian ships it. It knows no PIPELINING and ends a session whose client sends two commands at
 * once, so each mail that arrives says that we wait.
 */
class RelayOpenSmtpdTest extends RelayPeerContract {

    @Override
    MailPeer start(Path home, TestKeys keys) throws Exception {
        return OpenSmtpdPeer.start(OpenSmtpdPeer.USUAL, home, keys);
    }

    @Override
    Pattern accepted() {
        return Pattern.compile("250 2\\.0\\.0 [0-9a-f]{8} Message accepted for delivery");
    }

    @Override
    String outcomeOf(Refusal refusal) {
        return switch (refusal) {
            case WITHOUT_TLS -> "Deferred 530 5.5.1 Invalid command: Must issue a STARTTLS command first";
            case WITHOUT_SIGNING_IN -> "Deferred 530 5.5.1 Invalid command: Must issue an AUTH command first";
            case NOBODY -> "Failed 550 Invalid recipient: <nobody@peer.test>";
            case GREY -> "Deferred 451 4.7.1 Greylisted";
            case MOVED -> "Failed 551 5.1.6 Moved";
            case ELSEWHERE -> "Failed 550 Invalid recipient: <eve@elsewhere.test>";
            case BUSY -> "Deferred 421 4.3.2 Overloaded";
            case SPAMMER -> "Failed 550 5.7.1 Not from you";
            case VIRUS -> "Failed 554 5.7.1 No viruses";
            case FULL -> "Deferred 452 4.3.1 Disk full";
        };
    }

    @Override
    List<String> mechanisms() {
        return List.of("plain", "login");
    }

    /** It names nobody. */
    @Override
    String signedIn() {
        return "with ESMTPSA id";
    }

    @Override
    String wrongPassword() {
        return "535 Authentication failed";
    }

    /** It takes three mails in a session. */
    @Override
    String conversation() {
        return "EHLO STARTTLS EHLO AUTH MAIL RCPT RSET MAIL RCPT DATA MAIL RCPT DATA MAIL RCPT DATA MAIL QUIT"
                + " EHLO STARTTLS EHLO AUTH MAIL RCPT DATA";
    }
}
