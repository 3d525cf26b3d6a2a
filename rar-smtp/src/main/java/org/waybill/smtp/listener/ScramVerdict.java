package org.waybill.smtp.listener;

/** The answer to {@link ScramRequest}. "Could not look" is an exception and never an unknown user. */
public sealed interface ScramVerdict {

    /**
     * The user's secret.
     *
     * @param user the name that rules see; not empty
     */
    record Known(String user, ScramSecret secret) implements ScramVerdict {}

    /** There is no such user, or he has none; the adapter goes on as if he had and fails at the end. */
    record Unknown() implements ScramVerdict {}
}
