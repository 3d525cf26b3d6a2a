package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.listener.MailTransaction.Recipient;

class ReceivedHeaderTest {

    private static final Instant NOW = Instant.parse("2026-09-06T07:08:09Z");
    private static final MessageId ID = MessageId.parse("00000000000000ff");

    private static Peer peer(String address) throws UnknownHostException {
        return Peer.connected(InetAddress.getByName(address), InetAddress.getLoopbackAddress(), "", "");
    }

    private static Recipient recipient(String address) {
        return new Recipient(MailAddress.parse(address), RcptParameters.NONE, "plan");
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
                new ReceivedHeader("mx.example.org", peer, ID, List.of(recipient("otto@example.org"))).at(NOW));
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
                new ReceivedHeader(
                                "mx.example.org", peer, ID, List.of(recipient("a@b.example"), recipient("c@b.example")))
                        .at(NOW));
    }

    @Test
    void saysSmtpAfterHelo() throws UnknownHostException {
        Peer peer = peer("192.0.2.1").withHelo("client.example", false);
        String header = new ReceivedHeader("mx.example.org", peer, ID, List.of(recipient("a@b.example"))).at(NOW);
        assertEquals(true, header.contains(" with SMTP id "));
    }
}
