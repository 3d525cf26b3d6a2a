package org.waybill.queue.core.auth;

/** Port: compares passwords with what is kept of them. */
public interface PasswordHashes {

    /**
     * Whether a password is the one that a hash was made of. Takes as long as the hash asks for, whatever the answer is.
     *
     * @param hash such as {@code $argon2id$…}, {@code $6$…} or {@code SCRAM-SHA-256$…}
     * @throws SignInUnavailableException if it cannot be computed at the moment
     */
    Check check(String hash, String password);

    /** The answer. */
    sealed interface Check {

        record Matches() implements Check {}

        record Differs() implements Check {}

        /**
         * No password can be compared with this: it is no hash that Waybill knows, or one that would cost too much.
         *
         * @param reason a sentence for the log that says the cure and holds nothing of the hash
         */
        record Unusable(String reason) implements Check {}
    }
}
