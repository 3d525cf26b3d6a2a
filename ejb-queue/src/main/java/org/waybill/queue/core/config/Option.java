package org.waybill.queue.core.config;

import java.util.List;

/**
 * One option of a directive as it was written.
 *
 * @param phrase its keyword or keywords, such as {@code ttl} or {@code from src}
 * @param negated whether {@code !} stands before it
 * @param operands what it is given
 * @param place where it begins
 */
public record Option(String phrase, boolean negated, List<Operand> operands, Place place) {

    public Option {
        operands = List.copyOf(operands);
    }

    /** An option made by a form. */
    public static Option of(String phrase, Operand... operands) {
        return new Option(phrase, false, List.of(operands), Place.NOWHERE);
    }

    /** The value of its first operand, empty if that is no word or not there. */
    public String value() {
        return !operands.isEmpty() && operands.get(0) instanceof Operand.Word word ? word.value() : "";
    }
}
