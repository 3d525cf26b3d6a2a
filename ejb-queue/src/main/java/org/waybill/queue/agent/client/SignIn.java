package org.waybill.queue.agent.client;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.waybill.queue.core.relay.Login;

/** Our side of a SASL mechanism, for one try. */
interface SignIn {

    /** What is sent before the host has said anything; empty where it speaks first. */
    byte[] first();

    /**
     * The answer to a challenge.
     *
     * @throws SignInException if it is not one to answer to
     */
    byte[] answer(byte[] challenge) throws SignInException;

    /** Whether the host has shown what the mechanism wants it to show. */
    default boolean hostIsKnown() {
        return true;
    }

    /** The host does not keep to the mechanism, or is not the one that knows us. Nothing secret is in its words. */
    final class SignInException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String what;

        SignInException(String what) {
            super(what);
            this.what = what;
        }

        /** In words for people. */
        String what() {
            return what;
        }
    }

    /**
     * The one for a mechanism.
     *
     * @param nonce a new one for each call
     */
    static SignIn of(Login.Mechanism mechanism, Login login, Supplier<String> nonce) {
        return switch (mechanism) {
            case SCRAM_SHA_256 -> new ScramSignIn(login, nonce.get());
            case PLAIN -> new Plain(login);
            case LOGIN -> new UserThenPassword(login);
            case XOAUTH2 -> new Bearer(login);
        };
    }

    /** RFC 4616. */
    final class Plain implements SignIn {

        private final Login login;

        Plain(Login login) {
            this.login = login;
        }

        @Override
        public byte[] first() {
            return octets("\0" + login.user() + "\0" + login.secret());
        }

        @Override
        public byte[] answer(byte[] challenge) throws SignInException {
            throw new SignInException("a challenge that PLAIN does not have");
        }
    }

    /** Never standardized: the host asks for a name, then for a password. */
    final class UserThenPassword implements SignIn {

        private final Login login;
        private int asked;

        UserThenPassword(Login login) {
            this.login = login;
        }

        @Override
        public byte[] first() {
            return new byte[0];
        }

        @Override
        public byte[] answer(byte[] challenge) throws SignInException {
            asked++;
            if (asked > 2) {
                throw new SignInException("a challenge that LOGIN does not have");
            }
            return octets(asked == 1 ? login.user() : login.secret());
        }
    }

    /** Google's; a refusal comes as a challenge that wants an empty answer. */
    final class Bearer implements SignIn {

        private final Login login;

        Bearer(Login login) {
            this.login = login;
        }

        @Override
        public byte[] first() {
            return octets("user=" + login.user() + "\u0001auth=Bearer " + login.secret() + "\u0001\u0001");
        }

        @Override
        public byte[] answer(byte[] challenge) {
            return new byte[0];
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
