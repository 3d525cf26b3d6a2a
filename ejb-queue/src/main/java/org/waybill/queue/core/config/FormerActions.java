package org.waybill.queue.core.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The actions that deliveries of the former grammar become: one for all that are equal. */
final class FormerActions {

    private final Map<FormerDelivery, String> names = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The name of the action that does this. */
    String named(FormerDelivery delivery) {
        return names.computeIfAbsent(delivery, this::free);
    }

    private String free(FormerDelivery delivery) {
        String name = delivery.name();
        for (int number = 2; !taken.add(name); number++) {
            name = delivery.name() + "_" + number;
        }
        return name;
    }

    /** All of them in the order of their first use, with their notes. */
    Stream<Directive> directives() {
        return names.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        entry.getKey().notes().stream().map(ConvertedText::note),
                        Stream.of(entry.getKey().action(entry.getValue()))));
    }
}
