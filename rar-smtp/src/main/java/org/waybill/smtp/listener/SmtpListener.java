package org.waybill.smtp.listener;

import java.util.List;

/**
 * What a message-driven bean implements to receive mail over SMTP.
 *
 * <p><b>Order.</b> At each step that the listener's {@link ListenerSpec#steps} name: {@link #step}, before anything else
 * that the step leads to. When a client signs in: {@link #password} or {@link #scram}. For each mail: one
 * {@link #recipient} call for each RCPT TO, in the client's order; then, after the end of DATA, the mail is part of exactly
 * one {@link #commit} call, or of several one after the other when an earlier one failed. Calls of different sessions come at the same time on different instances; no instance is called by two
 * threads.
 *
 * <p><b>Transactions.</b> {@code step}, {@code password}, {@code scram}, {@code sender} and {@code recipient} should be
 * {@code NOT_SUPPORTED}: they only read, while the client waits.
 * {@code commit} should be {@code REQUIRED}: the adapter answers {@code 250} only after the container has committed that
 * transaction. When the method throws anything, the transaction is marked for rollback, or its commit fails, the adapter
 * commits the mails of the batch one by one, and answers {@code 451 4.3.0} to those that fail again: the client keeps them.
 * A mail may come again under the same {@link MailTransaction#id} when the end of a commit stayed unknown.
 */
public interface SmtpListener {

    /**
     * Which listeners should be open now. Asked when the endpoint is activated and about once a second from then on; a
     * plan equal to the last one costs nothing. Listeners that are in both plans keep their sessions, sessions of a
     * listener that went away run to their end.
     *
     * @param activation what the activation configuration properties ask for
     * @return the plan to follow; by default the given one
     */
    default ListenerPlan listeners(ListenerPlan activation) {
        return activation;
    }

    /** Tells what became of a plan: called once after each change, and again when a failed listener opens after all. */
    default void listening(ListenerReport report) {}

    /**
     * Decides whether, and how, a session goes on at one of the steps that {@link ListenerSpec#steps} name. A thrown
     * exception is answered {@code 451 4.3.0}, at CONNECT {@code 421 4.3.0}. By default everything goes on.
     */
    default StepVerdict step(StepRequest request) {
        return new StepVerdict.Proceed();
    }

    /**
     * Checks a password given by AUTH PLAIN or LOGIN. A thrown exception is answered {@code 454 4.7.0}, never with a refusal.
     * By default nobody can sign in.
     */
    default PasswordVerdict password(PasswordRequest request) {
        return new PasswordVerdict.Refused();
    }

    /**
     * Gives the secret that AUTH SCRAM-SHA-256 is checked against. A thrown exception is answered {@code 454 4.7.0}. By
     * default nobody has one.
     */
    default ScramVerdict scram(ScramRequest request) {
        return new ScramVerdict.Unknown();
    }

    /**
     * Decides whether a client that has signed in may send as this sender, while it waits for the reply to MAIL FROM. Asked
     * only where {@link AuthPolicy#checksSender} says so. A thrown exception is answered {@code 451 4.3.0}.
     */
    default SenderVerdict sender(SenderRequest request) {
        return new SenderVerdict.Accepted();
    }

    /**
     * Decides about one recipient while the client waits for the reply to RCPT TO. A thrown exception is answered
     * {@code 451 4.3.0}, never with a permanent refusal.
     */
    RecipientVerdict recipient(RecipientRequest request);

    /**
     * Takes the mails of a batch into the current transaction. A normal return and a successful commit mean: accepted,
     * every one of them. The bodies can be read only until this method returns.
     *
     * @param batch at least one; at most as many as the activation's {@code maxBatch}
     */
    void commit(List<MailTransaction> batch);
}
