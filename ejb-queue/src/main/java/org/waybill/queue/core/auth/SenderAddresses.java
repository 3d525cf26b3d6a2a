package org.waybill.queue.core.auth;

import java.util.Arrays;
import java.util.List;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** The addresses that one user may send as: the value of an entry in a table of senders. */
public final class SenderAddresses {

    private static final String SEPARATORS = "[,\\s]+";

    private final InlineTable addresses;

    private SenderAddresses(InlineTable addresses) {
        this.addresses = addresses;
    }

    /** Reads {@code user@domain, @domain, @}: addresses with commas or blanks between them. */
    public static SenderAddresses of(String value) {
        return new SenderAddresses(InlineTable.listOf(
                "senders",
                Arrays.stream(value.split(SEPARATORS))
                        .filter(address -> !address.isEmpty())
                        .toList()));
    }

    /** What is no address among them, a sentence for each. */
    public List<String> faults() {
        return addresses.faults(Service.MAILADDR);
    }

    /**
     * Whether an address is one of them, as {@code mail-from} compares: a sub-address may be left out of the table.
     *
     * @param address without quotes; empty for the null sender, which only {@code @} allows
     */
    public LookupTable.Answer find(String address) {
        return addresses.match(Service.MAILADDR, address);
    }
}
