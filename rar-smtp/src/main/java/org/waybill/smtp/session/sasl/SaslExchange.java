package org.waybill.smtp.session.sasl;

import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramVerdict;

/**
 * One sign-in under way (RFC 4954 §4), for one thread at a time. Each method takes what happened and returns what the
 * session is to do next; the first is {@link #start}. After {@link SaslStep.Succeeded}, {@link SaslStep.Failed},
 * {@link SaslStep.Malformed} or {@link SaslStep.Cancelled} it is over.
 *
 * <pre>
 *   PLAIN   client ──────────────────────────────────► password ► Succeeded | Failed
 *   LOGIN   client (user) ► client (password) ───────► password ► Succeeded | Failed
 *   SCRAM   client (first) ► secret ► client (final) ► Failed | client (empty) ► Succeeded
 * </pre>
 *
 * <p><b>Names and passwords are taken as they come</b>, once they are UTF-8 of a sensible length: neither SASLprep (RFC
 * 4013, bound to Unicode 3.2 and obsolete) nor a PRECIS profile (RFC 8265) is applied. A prepared password would fail
 * against every hash that was made of an unprepared one, and a hash cannot be prepared afterwards; for ASCII all of them
 * are the same. SCRAM clients prepare before they hash (RFC 5802 §2.2), so who makes SCRAM secrets prepares too.
 *
 * <p><b>Nobody speaks for another:</b> an authorization identity must be absent or the user himself, octet for octet.
 *
 * <p><b>Bounds:</b> the caller bounds a line at 12,288 octets (RFC 4954 §4); what is kept of it is at most one message.
 */
public final class SaslExchange {

    private static final String CANCEL = "*";

    private SaslState state;

    private SaslExchange(SaslState first) {
        this.state = first;
    }

    /**
     * A sign-in that has not started.
     *
     * @throws IllegalArgumentException for SCRAM-SHA-256-PLUS where the channel does not offer it
     */
    public static SaslExchange begin(SaslMechanism mechanism, SaslChannel channel) {
        return new SaslExchange(
                switch (mechanism) {
                    case PLAIN -> PlainSignIn.begin();
                    case LOGIN -> LoginSignIn.begin();
                    case SCRAM_SHA_256 -> ScramSignIn.begin(false, channel);
                    case SCRAM_SHA_256_PLUS -> ScramSignIn.begin(true, channel);
                });
    }

    /** AUTH came without an initial response. */
    public SaslStep start() {
        return state.step();
    }

    /**
     * AUTH came with an initial response.
     *
     * @param initialResponse Base64, or {@code =} for an empty one; it cannot cancel
     */
    public SaslStep start(String initialResponse) {
        return read(initialResponse.equals("=") ? "" : initialResponse);
    }

    /** The client's line behind a {@link SaslStep.Challenge}: Base64, or {@code *} to give up. */
    public SaslStep response(String line) {
        if (line.equals(CANCEL) && state instanceof SaslState.ClientsTurn) {
            return on(new SaslState.Ended(new SaslStep.Cancelled()));
        }
        return read(line);
    }

    private SaslStep read(String base64) {
        if (!(state instanceof SaslState.ClientsTurn turn)) {
            throw outOfTurn();
        }
        try {
            return on(turn.next().read(SaslText.base64(base64)));
        } catch (SaslSyntaxException e) {
            return on(new SaslState.Ended(new SaslStep.Malformed(e.reason())));
        }
    }

    /** The answer to {@link SaslStep.AskPassword}. */
    public SaslStep password(PasswordVerdict verdict) {
        if (!(state instanceof SaslState.PasswordCheck)) {
            throw outOfTurn();
        }
        return on(new SaslState.Ended(
                verdict instanceof PasswordVerdict.Authenticated authenticated
                        ? new SaslStep.Succeeded(authenticated.user())
                        : new SaslStep.Failed()));
    }

    /** The answer to {@link SaslStep.AskScram}. */
    public SaslStep scram(ScramVerdict verdict) {
        if (!(state instanceof SaslState.SecretLookup lookup)) {
            throw outOfTurn();
        }
        return on(lookup.next().apply(verdict));
    }

    private SaslStep on(SaslState next) {
        state = next;
        return state.step();
    }

    private IllegalStateException outOfTurn() {
        return new IllegalStateException("the exchange waits for an answer to " + state.step());
    }
}
