package org.waybill.queue.core.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code listen on ADDRESS options}
 *
 * @param address an address, a host name or an interface
 */
public record ListenDirective(Operand.Word address, List<Option> options, Place place) implements Directive {
    public ListenDirective {
        options = List.copyOf(options);
    }

    /** The option of that phrase; empty if it is not given. */
    public Optional<Option> option(String phrase) {
        return options.stream().filter(option -> option.phrase().equals(phrase)).findFirst();
    }

    /** Whether the option of that phrase is given. */
    public boolean has(String phrase) {
        return option(phrase).isPresent();
    }
}
