package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.Setting;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.TlsMode;

class SmtpSessionTest {

    static List<Conversation> conversations() {
        return Conversations.all();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void saysWhatTheScriptSays(Conversation conversation) {
        SessionTalk talk = new SessionTalk(conversation.setting()).say(conversation.input());
        conversation.check(talk.heard(), talk.closed());
    }

    @Test
    void givesTheApplicationAllItNeedsToDecide() {
        SessionTalk talk = new SessionTalk(TlsMode.NONE);
        talk.say("EHLO client.example")
                .say("MAIL FROM:<anna@client.example> SIZE=77")
                .say("RCPT TO:<otto@example.org>");
        var request = talk.application.requests().get(0);
        assertEquals("client.example", request.peer().helo());
        assertTrue(request.peer().esmtp());
        assertEquals("tag", request.peer().tag());
        assertEquals("anna@client.example", request.sender().toString());
        assertEquals(MailAddress.parse("otto@example.org"), request.recipient());
        assertEquals(77, request.mail().declaredSize());
    }

    @Test
    void givesTheApplicationWhatTheSenderSaidBesides() {
        SessionTalk talk = new SessionTalk(Setting.SECURED);
        talk.say("EHLO client.example")
                .say("MAIL FROM:<anna@client.example> BODY=8BITMIME SMTPUTF8 REQUIRETLS RET=FULL ENVID=a+2Bb")
                .say("RCPT TO:<otto@example.org> NOTIFY=SUCCESS,DELAY ORCPT=utf-8;gr\\x{F6}\\x{DF}e+2Bx@example.org");
        var request = talk.application.requests().get(0);
        assertEquals(
                new MailParameters(0, BodyType.EIGHT_BIT_MIME, true, true, ReturnedContent.FULL, "a+b"),
                request.mail());
        assertEquals(
                new RcptParameters(Set.of(Notify.SUCCESS, Notify.DELAY), "utf-8;gr\u00f6\u00dfe+x@example.org"),
                request.rcpt());
        talk.say("BDAT 0 LAST");
        MailTransaction mail = talk.application.mails().get(0).transaction();
        assertEquals(request.mail(), mail.parameters());
        assertEquals(request.rcpt(), mail.recipients().get(0).parameters());
    }

    @Test
    void putsChunksTogether() {
        SessionTalk talk = new SessionTalk(Setting.BINARY);
        talk.say("EHLO client.example").say("MAIL FROM:<anna@client.example>").say("RCPT TO:<otto@example.org>");
        talk.say("BDAT 4\r\na\r\n.".getBytes(StandardCharsets.US_ASCII));
        talk.say("BDAT 4 LAST\r\n\r\n.b".getBytes(StandardCharsets.US_ASCII));
        assertEquals("a\r\n.\r\n.b\r\n", talk.application.mails().get(0).withoutTrace());
        talk.say("MAIL FROM:<anna@client.example> BODY=BINARYMIME").say("RCPT TO:<otto@example.org>");
        talk.say("BDAT 7 LAST\r\na\n\0\rb\nc".getBytes(StandardCharsets.US_ASCII));
        assertEquals("a\n\0\rb\nc", talk.application.mails().get(1).withoutTrace());
    }

    @Test
    void speaksForTheClientThatATrustedSourceNames() {
        SessionTalk talk = new SessionTalk(Setting.TRUSTED);
        talk.say("EHLO proxy.example").say("XCLIENT ADDR=192.0.2.1 HELO=client.example PROTO=ESMTP LOGIN=anna");
        talk.say("EHLO other.example").say("MAIL FROM:<a@client.example>").say("RCPT TO:<otto@example.org>");
        var peer = talk.application.requests().get(0).peer();
        assertEquals("192.0.2.1", peer.address().getHostAddress());
        assertEquals("anna", peer.user());
        assertEquals("other.example", peer.helo());
    }

    @Test
    void knowsTheClientsNameBeforeAnythingIsSaid() {
        SessionTalk talk = new SessionTalk(Setting.STEPPING);
        assertEquals("client.good.test", talk.session.state().peer().reverse().name());
    }

    @Test
    void saysWhatTheApplicationPutsInThePlaceOfTheClientsWords() {
        SessionTalk talk = new SessionTalk(Setting.STEPPING);
        talk.say("EHLO old.example").say("MAIL FROM:<old@client.example>").say("RCPT TO:<old@example.org>");
        var request = talk.application.requests().get(0);
        assertEquals("new.example", request.peer().helo());
        assertEquals("new@client.example", request.sender().toString());
        assertEquals("new@example.org", request.recipient().toString());
        talk.say("BDAT 0 LAST");
        var mail = talk.application.mails().get(0);
        assertEquals("new@client.example", mail.transaction().sender().toString());
        assertEquals("", mail.withoutTrace());
    }

    @ParameterizedTest
    @CsvSource({
        "dubious.example, anna@client.example, otto@example.org, 2",
        "client.example, dubious@client.example, otto@example.org, 1",
        "client.example, anna@client.example, dubious@example.org, 1"
    })
    void marksTheMailsThatTheApplicationTakesForJunk(String helo, String sender, String recipient, int marked) {
        SessionTalk talk = new SessionTalk(Setting.STEPPING);
        talk.say("EHLO " + helo).say("MAIL FROM:<" + sender + ">").say("RCPT TO:<" + recipient + ">");
        talk.say("BDAT 0 LAST").say("MAIL FROM:<b@client.example>").say("RCPT TO:<otto@example.org>");
        talk.say("BDAT 0 LAST");
        assertEquals(
                marked,
                talk.application.mails().stream()
                        .filter(mail -> mail.withoutTrace().equals("X-Spam: yes\r\n"))
                        .count());
    }

    /** A proxy that names another client has its name looked up; one that names the name too spares us that. */
    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN",
        "' NAME=c.example', CONFIRMED",
        "' NAME=[UNAVAILABLE]', NONE",
        "' NAME=[TEMPUNAVAIL]', UNKNOWN"
    })
    void takesTheNameThatATrustedSourceGives(String attribute, ReverseName.Status status) {
        SessionTalk talk = new SessionTalk(Setting.TRUSTED);
        talk.say("EHLO proxy.example").say("XCLIENT NAME=before.example").say("XCLIENT ADDR=192.0.2.1" + attribute);
        assertEquals(status, talk.session.state().peer().reverse().status());
    }

    @Test
    void knowsWhoSignedIn() {
        SessionTalk talk = new SessionTalk(Setting.DEMANDING);
        talk.say("EHLO client.example").say("AUTH PLAIN AHVzZXIAcGVuY2ls");
        assertEquals("user", talk.session.state().peer().user());
        assertTrue(talk.session.state().peer().secured());
    }

    @Test
    void givesThePlansBackWithTheMail() {
        SessionTalk talk = new SessionTalk(TlsMode.NONE);
        talk.say("EHLO client.example").say("MAIL FROM:<anna@client.example>");
        talk.say("RCPT TO:<one@example.org>")
                .say("RCPT TO:<nobody@example.org>")
                .say("RCPT TO:<two@example.org>");
        talk.say("DATA").say("Subject: x").say("").say("..text").say(".");
        MailTransaction mail = talk.application.mails().get(0).transaction();
        assertEquals(
                List.of("plan for one@example.org", "plan for two@example.org"),
                mail.recipients().stream().map(MailTransaction.Recipient::plan).toList());
        assertEquals(
                "Subject: x\r\n\r\n.text\r\n", talk.application.mails().get(0).withoutTrace());
        assertEquals(talk.application.requests().get(0).transaction(), mail.id());
        assertTrue(talk.heard().endsWith("250 2.0.0 " + mail.id() + " Message accepted for delivery\r\n"));
        assertInstanceOf(SessionState.Greeted.class, talk.session.state());
    }

    @Test
    void putsMailOffWhileTheSpoolIsFull() {
        SessionTalk talk = new SessionTalk(TlsMode.NONE).say("EHLO client.example");
        talk.heard();
        talk.spoolFull = true;
        assertTrue(talk.say("MAIL FROM:<anna@client.example>").heard().startsWith("452 4.3.1"));
        talk.spoolFull = false;
        assertTrue(talk.say("MAIL FROM:<anna@client.example>").heard().startsWith("250"));
    }

    @Test
    void putsMailOffThatTheSpoolCouldNotTake() {
        SessionTalk talk = new SessionTalk(TlsMode.NONE).say("EHLO client.example");
        talk.say("MAIL FROM:<anna@client.example>")
                .say("RCPT TO:<otto@example.org>")
                .say("DATA");
        talk.heard();
        talk.then(talk.session.bodyEnded(BodyOutcome.NOT_SPOOLED));
        assertTrue(talk.heard().startsWith("452 4.3.1"));
        assertInstanceOf(SessionState.Greeted.class, talk.session.state());
    }

    @Test
    void demandsTlsBeforeMail() {
        Conversation conversation = Conversation.parse(
                "TLS demanded",
                """
                S: 220
                C: EHLO client.example
                S: 250-mx.example.org
                S: 250-PIPELINING
                S: 250-8BITMIME
                S: 250-SIZE 2000
                S: 250-ENHANCEDSTATUSCODES
                S: 250-STARTTLS
                S: 250-DSN
                S: 250-SMTPUTF8
                S: 250-CHUNKING
                S: 250-LIMITS MAILMAX=2 RCPTMAX=2
                S: 250 HELP
                C: MAIL FROM:<anna@client.example>
                S: 530 5.7.0
                C: VRFY otto
                S: 530 5.7.0
                C: FOO
                S: 530 5.7.0
                C: NOOP
                S: 250
                C: HELP
                S: 214-*
                S: 214
                C: RSET
                S: 250
                C: STARTTLS now
                S: 501 5.5.4
                C: QUIT
                S: 221
                S: (closed)
                """);
        SessionTalk talk = new SessionTalk(TlsMode.REQUIRED).say(conversation.input());
        conversation.check(talk.heard(), talk.closed());
    }

    @Test
    void forgetsInTlsWhatWasSaidInClear() {
        SessionTalk talk = new SessionTalk(TlsMode.OFFERED);
        talk.say("EHLO client.example").say("MAIL FROM:<anna@client.example>").say("STARTTLS");
        assertTrue(talk.upgrading());
        assertTrue(talk.heard().endsWith("220 2.0.0 Ready to start TLS\r\n"));
        talk.then(talk.session.secured(Setting.SECURED.channel()));
        assertEquals("", talk.session.state().peer().helo());
        assertTrue(talk.say("RCPT TO:<otto@example.org>").heard().startsWith("503 5.5.1"));
        assertTrue(talk.say("STARTTLS").heard().startsWith("503 5.5.1"));
        assertFalse(talk.say("EHLO client.example").heard().contains("STARTTLS"));
        talk.say("MAIL FROM:<anna@client.example>");
        assertTrue(talk.heard().startsWith("250"));
    }

    @Test
    void hangsUpWhenSomethingFollowsStartTls() {
        SessionTalk talk = new SessionTalk(TlsMode.OFFERED).say("EHLO client.example");
        talk.heard();
        talk.then(talk.session.injected());
        assertTrue(talk.heard().startsWith("503 5.5.1"));
        assertTrue(talk.closed());
    }

    @Test
    void saysGoodbyeOnce() {
        SessionTalk talk = new SessionTalk(TlsMode.NONE);
        talk.heard();
        talk.then(talk.session.shutDown());
        talk.then(talk.session.timedOut());
        talk.then(talk.session.on(new CommandLine.Read("NOOP")));
        assertEquals("421 4.3.2 Service shutting down, closing connection\r\n", talk.heard());
    }

    @Test
    void knowsEveryCommandEffectAndState() {
        // who adds a type to one of these hierarchies has a dispatch to extend: SmtpSession, SmtpConnection
        assertEquals(17, Command.class.getPermittedSubclasses().length);
        assertEquals(14, Effect.class.getPermittedSubclasses().length);
        assertEquals(5, CommandLine.class.getPermittedSubclasses().length);
    }
}
