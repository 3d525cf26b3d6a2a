package org.waybill.smtp.session.sasl;

/** What the session is to do next for a {@link SaslExchange}. */
public sealed interface SaslStep {

    /**
     * Send {@code 334} with a challenge, and give the client's next line to {@link SaslExchange#response}.
     *
     * @param base64 what stands behind the code, may be empty
     */
    record Challenge(String base64) implements SaslStep {}

    /** Ask the application about a password, and give its answer to {@link SaslExchange#password}. */
    record AskPassword(String user, String password) implements SaslStep {

        /** Without the password. */
        @Override
        public String toString() {
            return "AskPassword[user=" + user + "]";
        }
    }

    /** Ask the application for a user's secret, and give its answer to {@link SaslExchange#scram}. */
    record AskScram(String user) implements SaslStep {}

    /**
     * The client is who it says.
     *
     * @param user the name that the application gave
     */
    record Succeeded(String user) implements SaslStep {}

    /** It is not, or not known to be: 535 5.7.8 for every reason alike (RFC 4954 §6). */
    record Failed() implements SaslStep {}

    /**
     * Not Base64, or not what the mechanism's grammar allows: 501 5.5.2 (RFC 4954 §4). Nothing was asked of the
     * application about it.
     *
     * @param reason for the log; holds nothing of what the client sent
     */
    record Malformed(String reason) implements SaslStep {}

    /** The client gave up with {@code *}: 501 5.7.0 (RFC 4954 §4). */
    record Cancelled() implements SaslStep {}
}
