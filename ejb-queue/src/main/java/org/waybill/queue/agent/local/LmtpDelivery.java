package org.waybill.queue.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.waybill.queue.agent.client.CleanContent;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.EightBitContent;
import org.waybill.queue.agent.client.Extensions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.client.Reply;
import org.waybill.queue.agent.client.SmtpFailure;
import org.waybill.queue.agent.client.SmtpFailure.Phase;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.convert.Conversion;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.smtp.listener.MessageBody;

/**
 * Hands a mail to an LMTP server (RFC 2033), one recipient at a time. That server is the end of the way: what it takes is
 * delivered, and its sender is told so here where that was asked for.
 */
final class LmtpDelivery {

    private static final Pattern DOT_ATOM = Pattern.compile("[^\\x00-\\x20\"(),:;<>@\\[\\\\\\]\\x7f]+");

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final String hostname;
    private final Dialer dialer;
    private final RelayTimeouts timeouts;

    LmtpDelivery(String hostname, Dialer dialer, RelayTimeouts timeouts) {
        this.hostname = hostname;
        this.dialer = dialer;
        this.timeouts = timeouts;
    }

    Outcome deliver(LocalMethod.Lmtp method, LocalDelivery delivery) {
        String target = "lmtp " + method.target();
        BodyScan scan;
        try {
            scan = BodyScan.of(delivery.job().body());
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot read the content: " + Reasons.of(e));
        }
        Optional<String> unclean = CleanContent.refusal(scan);
        if (unclean.isPresent()) {
            return new Outcome.Failed(target, unclean.get());
        }
        try (LmtpConnection connection =
                LmtpConnection.open(method.target(), dialer, timeouts.connect(), timeouts.whole())) {
            if (delivery.job().message().parameters().requireTls() && !connection.isWithinTheMachine()) {
                // in the words of a relay: there is no TLS here (RFC 8689 §4.2.1)
                return new Outcome.Failed(
                        target, "550 5.7.10 Encryption needed: REQUIRETLS does not go to " + method.target());
            }
            return transact(new Dialogue(target, host(method.target()), connection, timeouts), method, delivery, scan);
        } catch (IOException | IllegalArgumentException e) {
            return new Outcome.Deferred(target, SmtpFailure.connectionLost(SmtpFailure.reason(e)));
        }
    }

    private Outcome transact(Dialogue dialogue, LocalMethod.Lmtp method, LocalDelivery delivery, BodyScan scan)
            throws IOException {
        Reply greeting = dialogue.connection().hear(timeouts.command());
        if (!greeting.positive()) {
            return dialogue.unusable(greeting);
        }
        Reply lhlo = dialogue.say("LHLO " + hostname);
        if (!lhlo.positive()) {
            return dialogue.unusable(lhlo);
        }
        Outcome outcome = mail(dialogue, Extensions.of(lhlo), method, delivery, scan);
        dialogue.goodbye();
        return outcome;
    }

    private Outcome mail(
            Dialogue dialogue, Extensions extensions, LocalMethod.Lmtp method, LocalDelivery delivery, BodyScan scan)
            throws IOException {
        MessageBody body = delivery.job().body();
        if (EightBitContent.isInTheWay(scan, extensions)) {
            Conversion conversion = Conversion.of(body, true);
            if (conversion instanceof Conversion.Impossible why) {
                return new Outcome.Failed(dialogue.target(), EightBitContent.refusal(method.target(), why));
            }
            body = ((Conversion.Done) conversion).body();
        }
        Envelope envelope = delivery.envelope();
        String recipient = method.rcptTo()
                ? envelope.destination().toString()
                : mailbox(delivery.recipient().name());
        StringBuilder mail = new StringBuilder("MAIL FROM:<" + envelope.sender() + ">");
        if (scan.eightBit() && extensions.offers("8BITMIME")) {
            mail.append(" BODY=8BITMIME");
        }
        boolean utf8 = scan.eightBitHeader() || !ascii(mail.toString()) || !ascii(recipient);
        if (utf8 && extensions.offers("SMTPUTF8")) {
            mail.append(" SMTPUTF8");
        }
        Outcome outcome = dialogue.outcome(Phase.MAIL, dialogue.say(mail.toString()));
        if (outcome instanceof Outcome.Delivered) {
            outcome = dialogue.outcome(Phase.RCPT, dialogue.say("RCPT TO:<" + recipient + ">"));
        }
        return outcome instanceof Outcome.Delivered
                ? content(dialogue, delivery.message().trace("\r\n"), body)
                : outcome;
    }

    private Outcome content(Dialogue dialogue, byte[] trace, MessageBody body) throws IOException {
        Reply data = dialogue.say("DATA");
        if (data.code() != Reply.GO_AHEAD) {
            return dialogue.outcome(Phase.DATA, data);
        }
        dialogue.connection()
                .send(
                        out -> {
                            out.write(trace);
                            try (InputStream content = body.open()) {
                                content.transferTo(out);
                            }
                        },
                        timeouts.command());
        // one recipient, so one reply
        return dialogue.outcome(Phase.CONTENT, dialogue.connection().hear(timeouts.afterDot()));
    }

    private static boolean ascii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    /** A name of a user as RCPT TO may have it. */
    private static String mailbox(String user) {
        if (user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a user's name holds a control character");
        }
        return DOT_ATOM.matcher(user).matches()
                ? user
                : "\"" + user.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A server behind a path is one of this host, and no remote one. */
    private static String host(String target) {
        return target.startsWith("/") ? "" : target.substring(0, target.lastIndexOf(':'));
    }

    /** What is said on a connection, and what the answers mean. */
    private record Dialogue(String target, String host, LmtpConnection connection, RelayTimeouts timeouts) {

        Reply say(String line) throws IOException {
            return connection.say(line, timeouts.command());
        }

        Outcome outcome(Phase phase, Reply reply) {
            return SmtpFailure.outcome(target, host, phase, reply.code(), reply.text());
        }

        /** Before a mail is spoken of, a refusal is no fault of its. */
        Outcome unusable(Reply reply) {
            return new Outcome.Deferred(
                    target, ReplyText.oneLine("451 4.4.1 Refused by " + target + ": " + reply.line()));
        }

        void goodbye() {
            try {
                connection.say("QUIT", GOODBYE);
            } catch (IOException goneAlready) {
                // nothing depends on it any more
            }
        }
    }
}
