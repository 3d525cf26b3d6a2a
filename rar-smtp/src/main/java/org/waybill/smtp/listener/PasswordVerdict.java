package org.waybill.smtp.listener;

/** The answer to a password. "Could not look" is an exception and never a refusal. */
public sealed interface PasswordVerdict {

    /**
     * It is the user's.
     *
     * @param user the name that rules see, which may be another form of what the client gave; not empty
     */
    record Authenticated(String user) implements PasswordVerdict {
        public Authenticated {
            if (user.isEmpty()) {
                throw new IllegalArgumentException("an authenticated user has a name");
            }
        }
    }

    /** There is no such user, or the password is another; which of the two is nobody's business. */
    record Refused() implements PasswordVerdict {}
}
