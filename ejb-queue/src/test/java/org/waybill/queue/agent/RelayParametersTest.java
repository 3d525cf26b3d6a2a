package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.PATIENT;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;

/** What the sender said besides goes on to hosts that understand it. */
class RelayParametersTest {

    /** ASCII: {@code To: bob}; not ASCII: {@code Subject: größe} in UTF-8, one character for each octet. */
    private static final String UTF8_HEADER = "Subject: gr\u00c3\u00b6\u00c3\u009fe\r\n\r\nhello\r\n";

    private static final String UTF8_BODY = "To: bob\r\n\r\ngr\u00c3\u00b6\u00c3\u009fe\r\n";

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static MailParameters utf8() {
        return new MailParameters(0, BodyType.EIGHT_BIT_MIME, true, false, ReturnedContent.UNSAID, "");
    }

    /** As the server reads it: one character for each octet. */
    private static String onTheWire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<String> transaction(ScriptedSmtpServer server) {
        return server.commands.stream()
                .filter(command -> !command.startsWith("EHLO"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            # offered                     | behind the sender              | behind the recipient
            SIZE                          | SIZE=50                        | -
            SIZE 1000,PIPELINING,AUTH GSS | SIZE=50                        | -
            SMTPUTF8,REQUIRETLS,CHUNKING  | -                              | -
            DSN                           | RET=HDRS ENVID=QQ+203+2B1      | NOTIFY=SUCCESS,DELAY ORCPT=rfc822;B+2Bt@example.org
            8BITMIME,size,dsn             | SIZE=50 RET=HDRS ENVID=QQ+203+2B1 | NOTIFY=SUCCESS,DELAY ORCPT=rfc822;B+2Bt@example.org
            """)
    void saysWhatTheHostUnderstands(String offered, String mail, String rcpt) throws Exception {
        ScriptedSmtpServer server = rig.sink().offering(offered.split(","));
        MailParameters parameters =
                new MailParameters(0, BodyType.EIGHT_BIT_MIME, false, false, ReturnedContent.HDRS, "QQ 3+1");
        Envelope bob = TestMail.envelope(
                1,
                "bob@example.org",
                "dest@example.net",
                new RcptParameters(Set.of(Notify.DELAY, Notify.SUCCESS), "rfc822;B+t@example.org"));
        rig.relay(to(url("smtp", server)), TestMail.job(parameters, TestMail.TEXT, bob));
        assertEquals(
                List.of(
                        "CONNECT",
                        "MAIL FROM:<alice@example.com>" + (mail == null ? "" : " " + mail),
                        "RCPT TO:<dest@example.net>" + (rcpt == null ? "" : " " + rcpt),
                        "DATA",
                        "QUIT"),
                transaction(server));
    }

    /** Who offers DSN takes over to tell the sender (RFC 3461 §5.2.1, §5.2.2). */
    @ParameterizedTest
    @CsvSource({"DSN, DSN_HOST", "8BITMIME, HOST"})
    void knowsWhoTellsTheSender(String offered, Outcome.Holder holder) throws Exception {
        Outcome outcome = rig.relay(rig.sink().offering(offered));
        assertEquals(holder, assertInstanceOf(Outcome.Delivered.class, outcome).holder());
    }

    @Test
    void sendsAnEightBitContentAsItIsOrConverted() throws Exception {
        ScriptedSmtpServer able = rig.sink().offering("8BITMIME");
        assertInstanceOf(Outcome.Delivered.class, rig.relay(able, UTF8_BODY));
        assertEquals("MAIL FROM:<alice@example.com> BODY=8BITMIME", able.commands.get(2));
        assertEquals(UTF8_BODY, able.content());

        ScriptedSmtpServer unable = rig.sink().offering("SIZE");
        assertInstanceOf(Outcome.Delivered.class, rig.relay(unable, UTF8_BODY));
        assertEquals("MAIL FROM:<alice@example.com> SIZE=" + unable.content().length(), unable.commands.get(2));
        assertTrue(unable.content().contains("Content-Transfer-Encoding: quoted-printable\r\n"), unable.content());
        assertTrue(unable.content().chars().allMatch(c -> c < 128), unable.content());
    }

    /** The address type {@code utf-8} has its own encoding, and what is too long for the wire is left out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            bob@example.org   | bob@example.org   | RCPT TO:<bob@example.org>
            bob@example.org   | Bob@example.org   | RCPT TO:<Bob@example.org> ORCPT=rfc822;bob@example.org
            "a= b"@example.org | bob@example.org | RCPT TO:<bob@example.org> ORCPT=rfc822;"a+3D+20b"@example.org
            größe@例え.jp     | bob@example.org   | RCPT TO:<bob@example.org> ORCPT=utf-8;gr\\x{F6}\\x{DF}e@\\x{4F8B}\\x{3048}.jp
            "ö\\\\"@example.org | bob@example.org | RCPT TO:<bob@example.org> ORCPT=utf-8;"\\x{F6}\\x{5C}\\x{5C}"@example.org
            """)
    void addsTheRecipientThatAnExpansionHid(String recipient, String destination, String expected) throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("DSN");
        rig.relay(
                to(url("smtp", server)),
                TestMail.job(TestMail.TEXT, TestMail.envelope(1, recipient, destination, RcptParameters.NONE)));
        assertEquals(expected, server.commands.get(3));
    }

    @Test
    void leavesOutAnOriginalRecipientThatTheEncodingMakesTooLong() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("DSN", "SMTPUTF8");
        RcptParameters parameters = new RcptParameters(Set.of(Notify.NEVER), "utf-8;" + "\u7528".repeat(100));
        rig.relay(
                to(url("smtp", server)),
                TestMail.job(TestMail.TEXT, TestMail.envelope(1, "bob@example.org", "bob@example.org", parameters)));
        assertEquals("RCPT TO:<bob@example.org> NOTIFY=NEVER", server.commands.get(3));
    }

    /** Cut to octets these characters would be CR and LF (CVE-2025-7962). */
    @Test
    void sendsAddressesAsUtf8AndNeverNarrowed() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("SMTPUTF8", "8BITMIME", "DSN");
        String user = "\u760d\u760aRCPT";
        Envelope envelope = TestMail.envelope(1, user + "@example.com", user + "@\u4f8b\u3048.jp", "act");
        DeliveryJob job = TestMail.job(utf8(), UTF8_HEADER, envelope);
        assertInstanceOf(Outcome.Delivered.class, rig.relay(to(url("smtp", server)), job));
        assertEquals(
                List.of(
                        "CONNECT",
                        onTheWire("MAIL FROM:<" + user + "@example.com> BODY=8BITMIME SMTPUTF8"),
                        onTheWire("RCPT TO:<" + user + "@\u4f8b\u3048.jp>"),
                        "DATA",
                        "QUIT"),
                transaction(server));
        assertEquals(UTF8_HEADER, server.content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            # sender, destination, content, whether SMTPUTF8 was said; the answer when it is offered and when not
            alice@x.org | bob@x.org | header | true  | MAIL FROM:<alice@x.org> SMTPUTF8 | 550 5.6.9
            alice@x.org | bob@x.org | body   | true  | MAIL FROM:<alice@x.org> SMTPUTF8 | -
            alice@x.org | bob@x.org | header | false | MAIL FROM:<alice@x.org>          | -
            alice@x.org | größe@x.org | body | true  | MAIL FROM:<alice@x.org> SMTPUTF8 | 550 5.6.7
            alice@x.org | bob@größe.org | body | true | MAIL FROM:<alice@x.org> SMTPUTF8 | 550 5.6.7
            # expanded to an address outside ASCII by us
            alice@x.org | größe@x.org | body | false | MAIL FROM:<alice@x.org> SMTPUTF8 | 550 5.6.7
            größe@x.org | bob@x.org | body   | true  | MAIL FROM:<größe@x.org> SMTPUTF8 | 550 5.6.7
            """)
    void saysSmtpUtf8OrDoesNotSend(
            String sender, String destination, String content, boolean said, String mail, String refusal)
            throws Exception {
        MailParameters parameters = said ? utf8() : MailParameters.NONE;
        DeliveryJob job = TestMail.job(
                parameters,
                content.equals("header") ? UTF8_HEADER : UTF8_BODY,
                TestMail.envelope(1, sender, destination, "act"));
        ScriptedSmtpServer with = rig.sink().offering("SMTPUTF8");
        assertInstanceOf(Outcome.Delivered.class, rig.relay(to(url("smtp", with)), job));
        assertEquals(onTheWire(mail), with.commands.get(2));

        ScriptedSmtpServer without = rig.sink().offering("8BITMIME");
        Outcome outcome = rig.relay(to(url("smtp", without)), job);
        if (refusal == null) {
            assertInstanceOf(Outcome.Delivered.class, outcome);
            assertEquals("MAIL FROM:<" + sender + "> BODY=8BITMIME", without.commands.get(2));
        } else {
            assertInstanceOf(Outcome.Failed.class, outcome);
            assertTrue(outcome.reply().startsWith(refusal + " localhost does not offer SMTPUTF8"), outcome.reply());
            assertEquals(List.of("CONNECT", "QUIT"), transaction(without));
        }
    }

    @Test
    void sendsToThoseWhoseAddressesTheHostCanTake() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Envelope bob = TestMail.envelope(1, "alice@example.com", "bob@example.org", "act");
        Envelope utf8 = TestMail.envelope(2, "alice@example.com", "gr\u00f6\u00dfe@example.org", "act");
        Map<EnvelopeId, Outcome> outcomes =
                rig.agent(PATIENT).deliver(to(url("smtp", server)), TestMail.job(utf8(), "To: bob\r\n", utf8, bob));
        assertInstanceOf(Outcome.Delivered.class, outcomes.get(bob.id()));
        assertEquals(
                new Outcome.Failed(
                        "relay", "550 5.6.7 localhost does not offer SMTPUTF8, which an address outside ASCII needs"),
                outcomes.get(utf8.id()));
        assertEquals(
                List.of("CONNECT", "MAIL FROM:<alice@example.com> SIZE=9", "RCPT TO:<bob@example.org>", "DATA", "QUIT"),
                transaction(server));
    }

    @Test
    void relaysNoContentWithoutLinesAsLines() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("8BITMIME", "CHUNKING");
        MailParameters binary = new MailParameters(0, BodyType.BINARY_MIME, false, false, ReturnedContent.UNSAID, "");
        Outcome outcome = rig.relay(
                to(url("smtp", server)), TestMail.job(binary, "a: b\r\n", TestMail.envelope("bob@example.org")));
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(outcome.reply().startsWith("554 5.6.3 "), outcome.reply());
        assertTrue(server.commands.stream().noneMatch(command -> command.startsWith("MAIL")));
    }
}
