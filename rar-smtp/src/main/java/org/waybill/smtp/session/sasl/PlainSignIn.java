package org.waybill.smtp.session.sasl;

/** PLAIN (RFC 4616): one message with everything in it. */
final class PlainSignIn {

    private static final String NUL = "\0";

    private PlainSignIn() {}

    static SaslState begin() {
        return SaslState.ClientsTurn.challenged("", PlainSignIn::message);
    }

    /** {@code [authzid] NUL authcid NUL passwd}. */
    private static SaslState message(byte[] octets) throws SaslSyntaxException {
        String[] parts = SaslText.utf8(octets).split(NUL, -1);
        if (parts.length != 3) {
            throw new SaslSyntaxException("PLAIN has three parts divided by NUL");
        }
        String user = SaslText.user(parts[1]);
        String password = SaslText.password(parts[2]);
        boolean himself = parts[0].isEmpty() || parts[0].equals(user);
        return himself
                ? new SaslState.PasswordCheck(new SaslStep.AskPassword(user, password))
                : new SaslState.Ended(new SaslStep.Failed());
    }
}
