package org.waybill.queue.core.submit;

import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The From fields of a header section. There should be one; who sends more has all of them looked at. */
public final class FromFields {

    private static final String NAME = "from";

    private FromFields() {}

    /**
     * The same header with another address in the place of each one in a From field that is not allowed; display names,
     * comments and all other fields stay as they are.
     *
     * @param header whole lines, each ended by CR LF, an octet a character
     * @param allowed asked for an address as it stands there
     * @param address what to write instead, an octet a character
     */
    public static String replaced(String header, Predicate<String> allowed, String address) {
        return HeaderField.of(header).stream()
                .map(field -> field.name().equals(NAME)
                        ? field.withValue(value -> Mailboxes.replaced(value, allowed, address))
                        : field)
                .map(HeaderField::text)
                .collect(Collectors.joining());
    }
}
