package org.waybill.smtp.session.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.waybill.smtp.listener.ScramVerdict;

/** Whose turn it is in an exchange, with the step that tells so. */
sealed interface SaslState {

    /** What the session is to do. */
    SaslStep step();

    /**
     * The client's.
     *
     * @param next what its message leads to
     */
    record ClientsTurn(SaslStep.Challenge step, MessageReader next) implements SaslState {

        static ClientsTurn challenged(String text, MessageReader next) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return new ClientsTurn(new SaslStep.Challenge(Base64.getEncoder().encodeToString(octets)), next);
        }
    }

    /** The application's, about a password. */
    record PasswordCheck(SaslStep.AskPassword step) implements SaslState {}

    /**
     * The application's, about a SCRAM secret.
     *
     * @param next what its answer leads to
     */
    record SecretLookup(SaslStep.AskScram step, Function<ScramVerdict, SaslState> next) implements SaslState {}

    /** Nobody's. */
    record Ended(SaslStep step) implements SaslState {}

    /** Takes a message of the client. */
    interface MessageReader {

        /** @param message without its Base64 */
        SaslState read(byte[] message) throws SaslSyntaxException;
    }
}
