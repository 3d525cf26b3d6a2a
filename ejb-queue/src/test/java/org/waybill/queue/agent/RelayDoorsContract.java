package org.waybill.queue.agent;

import static java.util.Locale.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.agent.MailPeer.Door;
import org.waybill.queue.core.deliver.Outcome;

/** How mail comes in at the doors of a {@link MailPeer}, whosever it is, and where it has to stay outside. */
abstract class RelayDoorsContract extends RelayToPeer {

    /** Why a peer refuses a mail. */
    enum Refusal {
        WITHOUT_TLS,
        WITHOUT_SIGNING_IN,
        NOBODY,
        GREY,
        MOVED,
        ELSEWHERE,
        BUSY,
        SPAMMER,
        VIRUS,
        FULL
    }

    /** What the peer says to a mail that it takes. */
    abstract Pattern accepted();

    /** The kind of the outcome, and the reply. */
    abstract String outcomeOf(Refusal refusal);

    /** The ways to sign in that the peer offers. */
    abstract List<String> mechanisms();

    /** What the peer writes into a mail of somebody who has signed in. */
    abstract String signedIn();

    /** What the peer says to whoever has a wrong password. */
    abstract String wrongPassword();

    /** The number of a mail that was taken is the peer's affair. */
    String words(Outcome outcome) {
        String kind = outcome.getClass().getSimpleName();
        return kind.equals("Delivered") && accepted().matcher(outcome.reply()).matches()
                ? kind
                : kind + " " + outcome.reply();
    }

    void assertDelivered(Outcome outcome) {
        assertEquals("Delivered", words(outcome), outcome.toString());
    }

    void assertRefused(Refusal refusal, Outcome outcome) {
        assertEquals(outcomeOf(refusal), words(outcome), outcome.toString());
    }

    /** @param with how it came, as the peer says in the field Received */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            smtp://               | PLAIN     | plain text                                       | with ESMTP id
            smtp+notls://         | STARTTLS  | plain text                                       | with ESMTP id
            smtp://               | STARTTLS  | TLSv1.3 TLS_AES_256_GCM_SHA384, not verified     | with ESMTPS id
            tls://                | STARTTLS  | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            tls://                | DEMANDING | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            smtps://              | SMTPS     | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            tls+auth://good@      | AUTH      | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPSA id
            """)
    void handsOver(String schema, Door door, String security, String with) {
        Outcome outcome = relay(url(schema, door));
        assertDelivered(outcome);
        assertTrue(outcome.target().endsWith("(" + security + ")"), outcome.target());
        String mail = peer().mail().onlyMailOf("bob");
        assertTrue(mail.contains(with), mail);
        assertTrue(mail.endsWith("\n\nHello\n"), mail);
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void signsInBy(String mechanism) {
        assertDelivered(relay(url("tls+auth://good@", Door.AUTH) + "?auth=" + mechanism));
        String mail = peer().mail().onlyMailOf("bob");
        assertTrue(mail.contains(signedIn()), mail);
        List<String> heard = peer().heard();
        assertTrue(
                heard.stream().anyMatch(command -> command.startsWith("AUTH " + mechanism.toUpperCase(ROOT))),
                heard.toString());
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void waitsWithAWrongPassword(String mechanism) {
        String outcome = words(relay(url("tls+auth://bad@", Door.AUTH) + "?auth=" + mechanism));
        assertTrue(outcome.startsWith("Deferred 451 4.7.8 Not signed in to localhost "), outcome);
        assertTrue(outcome.contains(": " + wrongPassword()), outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tls://   | PLAIN  | Deferred 451 4.7.5 No TLS with
            smtps:// | PLAIN  | Deferred 451 4.7.5 No TLS with
            smtp://  | CLOSED | Deferred 451 4.4.1 Refused by
            """)
    void staysOutside(String schema, Door door, String words) {
        String outcome = words(relay(url(schema, door)));
        assertTrue(outcome.startsWith(words), outcome);
    }

    @ParameterizedTest
    @CsvSource({"smtp+notls://, DEMANDING, WITHOUT_TLS", "tls://, AUTH, WITHOUT_SIGNING_IN"})
    void isTurnedAway(String schema, Door door, Refusal refusal) {
        assertRefused(refusal, relay(url(schema, door)));
    }
}
