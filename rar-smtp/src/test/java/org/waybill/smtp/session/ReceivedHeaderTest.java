package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.ListenerSpec.Protocol;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.session.SessionState.MailGiven;
import org.waybill.smtp.session.SessionState.Refusals;

class ReceivedHeaderTest {

    private static final Instant NOW = Instant.parse("2026-09-06T07:08:09Z");
    private static final MessageId ID = MessageId.parse("00000000000000ff");

    private static final ListenerSpec SPEC =
            ListenerSpec.smtp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mx.example.org", 1_000);

    private static Peer peer(String address) throws UnknownHostException {
        return Peer.connected(InetAddress.getByName(address), InetAddress.getLoopbackAddress(), "", "");
    }

    private static Recipient recipient(String address) {
        return new Recipient(MailAddress.parse(address), RcptParameters.NONE, "plan");
    }

    private static ReceivedHeader header(
            ListenerSpec spec, Peer peer, MailParameters parameters, List<Recipient> recipients) {
        return new ReceivedHeader(
                spec,
                spec.hostname(),
                new MailGiven(peer, ID, new ReversePath.Null(), parameters, Refusals.NONE),
                recipients,
                false);
    }

    @Test
    void namesTheOnlyRecipient() throws UnknownHostException {
        Peer peer = peer("192.0.2.1").withHelo("client.example", true);
        assertEquals(
                """
                Received: from client.example ([192.0.2.1])\r
                \tby mx.example.org (Waybill) with ESMTP id 00000000000000ff\r
                \tfor <otto@example.org>;\r
                \tSun, 6 Sep 2026 07:08:09 +0000\r
                """,
                header(SPEC, peer, MailParameters.NONE, List.of(recipient("otto@example.org")))
                        .at(NOW));
    }

    @Test
    void hidesRecipientsFromEachOtherAndShowsTls() throws UnknownHostException {
        Peer peer =
                peer("2001:db8::1").withTls("TLSv1.3:TLS_AES_256_GCM_SHA384").withHelo("[192.0.2.1]", true);
        assertEquals(
                """
                Received: from [192.0.2.1] ([IPv6:2001:db8:0:0:0:0:0:1])\r
                \tby mx.example.org (Waybill) with ESMTPS id 00000000000000ff (TLSv1.3:TLS_AES_256_GCM_SHA384);\r
                \tSun, 6 Sep 2026 07:08:09 +0000\r
                """,
                header(SPEC, peer, MailParameters.NONE, List.of(recipient("a@b.example"), recipient("c@b.example")))
                        .at(NOW));
    }

    @Test
    void saysSmtpAfterHelo() throws UnknownHostException {
        Peer peer = peer("192.0.2.1").withHelo("client.example", false);
        String header = header(SPEC, peer, MailParameters.NONE, List.of(recipient("a@b.example")))
                .at(NOW);
        assertEquals(true, header.contains(" with SMTP id "));
    }

    @Test
    void tellsTheUserWhereTheListenerWantsItAndNothingOfAMaskedSource() throws UnknownHostException {
        Peer peer = peer("192.0.2.1")
                .withTls("TLSv1.3:x")
                .withHelo("client.example", true)
                .withUser("anna (home)\u00fc");
        ListenerSpec spec = SPEC.withTrace(new ListenerSpec.Trace(true, true));
        assertEquals(
                """
                Received: by mx.example.org (Waybill) with ESMTPSA id 00000000000000ff (TLSv1.3:x)\r
                \t(authenticated as anna \\(home\\)?)\r
                \tfor <otto@example.org>;\r
                \tSun, 6 Sep 2026 07:08:09 +0000\r
                """,
                header(spec, peer, MailParameters.NONE, List.of(recipient("otto@example.org")))
                        .at(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, '', '[192.0.2.1]'",
        "NONE, '', '[192.0.2.1]'",
        "TEMPORARY, '', '[192.0.2.1]'",
        "UNCONFIRMED, liar.example, '[192.0.2.1]'",
        "CONFIRMED, client.good.test, 'client.good.test [192.0.2.1]'"
    })
    void namesTheClientAsTheDnsDoes(ReverseName.Status status, String name, String info) throws UnknownHostException {
        Peer peer = peer("192.0.2.1").withHelo("client.test", true).withReverse(new ReverseName(status, name));
        String header = header(SPEC, peer, MailParameters.NONE, List.of()).at(NOW);
        assertTrue(header.startsWith("Received: from client.test (" + info + ")\r\n\tby "), header);
    }

    @Test
    void marksJunkBehindTheTrace() throws UnknownHostException {
        Peer peer = peer("192.0.2.1").withHelo("client.test", true);
        MailGiven mail = new MailGiven(peer, ID, new ReversePath.Null(), MailParameters.NONE, Refusals.NONE);
        String header = new ReceivedHeader(SPEC, "five.seed.test", mail, List.of(), true).at(NOW);
        assertTrue(header.contains("\r\n\tby five.seed.test "), header);
        assertTrue(header.endsWith("+0000\r\nX-Spam: yes\r\n"), header);
    }

    /** RFC 3848, RFC 6531 §4.3. */
    @ParameterizedTest
    @CsvSource({
        "SMTP, true, false, ESMTPS",
        "SMTP, true, true, UTF8SMTPS",
        "LMTP, true, false, LMTPS",
        "LMTP, true, true, UTF8LMTPS",
        "SMTP, false, false, SMTP"
    })
    void namesTheProtocol(Protocol protocol, boolean extended, boolean utf8, String name) throws UnknownHostException {
        Peer connected = peer("192.0.2.1");
        Peer peer = (extended ? connected.withTls("TLSv1.3:x") : connected).withHelo("client.example", extended);
        MailParameters parameters = utf8 ? MailParameters.NONE.withSmtpUtf8() : MailParameters.NONE;
        String header =
                header(SPEC.withProtocol(protocol), peer, parameters, List.of()).at(NOW);
        assertTrue(header.contains(" with " + name + " id "), header);
    }
}
