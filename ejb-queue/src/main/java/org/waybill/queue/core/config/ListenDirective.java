package org.waybill.queue.core.config;

import java.util.List;

/**
 * {@code listen on ADDRESS options}
 *
 * @param address an address, a host name or an interface
 */
public record ListenDirective(Operand.Word address, List<Option> options, Place place) implements Directive {
    public ListenDirective {
        options = List.copyOf(options);
    }
}
