package org.waybill.smtp.session.sasl;

/**
 * LOGIN: of no RFC (draft-murchison-sasl-login), but known to every client. The challenges must be these two, because
 * clients compare them.
 */
final class LoginSignIn {

    private LoginSignIn() {}

    static SaslState begin() {
        return SaslState.ClientsTurn.challenged("Username:", LoginSignIn::user);
    }

    private static SaslState user(byte[] octets) throws SaslSyntaxException {
        String user = SaslText.user(SaslText.utf8(octets));
        return SaslState.ClientsTurn.challenged("Password:", answer -> password(user, answer));
    }

    private static SaslState password(String user, byte[] octets) throws SaslSyntaxException {
        String password = SaslText.password(SaslText.utf8(octets));
        return new SaslState.PasswordCheck(new SaslStep.AskPassword(user, password));
    }
}
