package org.waybill.queue.core.auth;

/** Whether a client may sign in or send cannot be told at the moment; never a refusal. The message is for the log. */
public final class SignInUnavailableException extends RuntimeException {
    public SignInUnavailableException(String message) {
        super(message);
    }
}
