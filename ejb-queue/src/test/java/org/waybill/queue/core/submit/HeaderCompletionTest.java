package org.waybill.queue.core.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.KeptBody;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

class HeaderCompletionTest {

    private static final Peer STRANGER = peer("10.9.0.2");

    private static Peer peer(String address) {
        try {
            return Peer.connected(InetAddress.getByName(address), InetAddress.getLoopbackAddress(), "", "");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static MailTransaction mail(Peer peer, String text) {
        return new MailTransaction(
                MessageId.parse("00f1000000000001"),
                peer,
                ReversePath.parse("s@client.test"),
                MailParameters.NONE,
                List.of(new MailTransaction.Recipient(MailAddress.parse("a@b.test"), RcptParameters.NONE, "plan")),
                Bodies.of(text.getBytes(StandardCharsets.ISO_8859_1)),
                Instant.EPOCH);
    }

    private static String completed(Peer peer, String header) {
        HeaderCompletion completion = new HeaderCompletion(
                client -> "mx.seed.test", address -> address.getHostAddress().equals("10.9.0.5"));
        return completion.edited(mail(peer, header), header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "alice, Bob <bob>                 | alice@mx.seed.test, Bob <bob@mx.seed.test>",
                "alice@x.test, bob                | alice@x.test, bob@mx.seed.test",
                "\"a b\" <\"a b\">                | \"a b\" <\"a b\"@mx.seed.test>",
                "\"a@b\"                          | \"a@b\"@mx.seed.test",
                "bob (the builder)                | bob@mx.seed.test (the builder)",
                "Bob < bob >                      | Bob < bob@mx.seed.test >",
                "Team: bob, x@y.test;             | Team: bob@mx.seed.test, x@y.test;",
                "undisclosed-recipients:;         | undisclosed-recipients:;",
                "Bob <>                           | Bob <>",
                "Bob Builder                      | Bob Builder",
                "=?utf-8?Q?Bob?=                  | =?utf-8?Q?Bob?=",
                "=?utf-8?Q?Bob?= <bob>            | =?utf-8?Q?Bob?= <bob@mx.seed.test>",
                "b\u00c3\u00b6b                   | b\u00c3\u00b6b@mx.seed.test",
                "b\u00f6b                         | b\u00f6b",
                "bob@                             | bob@",
                "bob..by                          | bob..by",
                "(bob)                            | (bob)"
            })
    void givesAddressesADomain(String value, String expected) {
        for (String name : List.of("From", "To", "cc", "REPLY-TO", "Sender ")) {
            assertEquals(name + ": " + expected + "\r\n", completed(STRANGER, name + ": " + value + "\r\n"));
        }
    }

    /** S22. */
    @Test
    void dropsBccAndLeavesTheRestAsItIs() {
        String given =
                """
                Received: r
                \tby x
                Subject: Bcc: x
                Bcc: secret@x.test,
                 other
                To: a,
                 b
                bcc : c
                X-To: c
                """;
        String kept =
                """
                Received: r
                \tby x
                Subject: Bcc: x
                To: a@mx.seed.test,
                 b@mx.seed.test
                X-To: c
                """;
        assertEquals(kept.replace("\n", "\r\n"), completed(STRANGER, given.replace("\n", "\r\n")));
    }

    /** S23. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, '', true", "10.9.0.5, '', true", "10.9.0.2, joe, true", "10.9.0.2, '', false"})
    void datesAndNamesTheMailOfOurs(String address, String user, boolean ours) {
        String added = "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nMessage-ID: <00f1000000000001@mx.seed.test>\r\n";
        assertEquals(
                "Subject: x\r\n" + (ours ? added : ""), completed(peer(address).withUser(user), "Subject: x\r\n"));
    }

    @Test
    void datesAndNamesMailFromInside() {
        assertEquals(
                "DATE: today\r\nMessage-ID: <00f1000000000001@mx.seed.test>\r\n",
                completed(Peer.local(""), "DATE: today\r\n"));
        String complete = "Date: today\r\nMessage-Id: <x@y>\r\n";
        assertEquals(complete, completed(Peer.local(""), complete));
    }

    @Test
    void addsNothingBehindALineThatIsNoField() {
        assertEquals(
                "Date: today\r\nMessage-ID: <00f1000000000001@mx.seed.test>\r\nno field\r\nSubject: s\r\n",
                completed(Peer.local(""), "Date: today\r\nno field\r\nSubject: s\r\n"));
    }

    @Test
    void keepsTheOctetsOfACompleteMail() {
        MailTransaction mail = mail(STRANGER, "From:a@b.test\r\nTo : x@y.test\r\n\r\nTo: bob\r\n");
        HeaderCompletion completion = new HeaderCompletion(client -> "mx.seed.test", address -> false);
        MessageBody kept = new KeptBody(List.of(completion)).apply(mail);
        assertSame(mail.body(), kept);
    }
}
