package org.waybill.queue.core.rules;

/**
 * What became of one rule while a recipient was decided.
 *
 * @param line where it stands in the configuration
 * @param because for people: why it does not match or cannot be decided; what it does if it matches
 */
public record RuleTrial(int line, Result result, String because) {

    /** How it ended. */
    public enum Result {
        MATCHES,
        DOES_NOT_MATCH,
        /** A look-up failed: nothing behind it is tried. */
        UNDECIDED
    }
}
