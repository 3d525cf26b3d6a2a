package org.waybill.queue.core.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code listen on ADDRESS options} or {@code listen on socket options}
 *
 * @param address an address, a host name or an interface; {@value #SOCKET} for mail from inside of this server
 */
public record ListenDirective(Operand.Word address, List<Option> options, Place place) implements Directive {
    /** In place of an address. */
    static final String SOCKET = "socket";

    public ListenDirective {
        options = List.copyOf(options);
    }

    /** Whether it is about mail from inside of this server. */
    public boolean isOnSocket() {
        return address.value().equals(SOCKET);
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
