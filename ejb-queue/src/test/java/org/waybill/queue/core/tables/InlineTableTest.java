package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;

class InlineTableTest implements LookupTableContract {

    @Override
    public LookupTable list(String... values) {
        return InlineTable.listOf("inline", List.of(values));
    }

    @Override
    public LookupTable mapping(String key, String value) {
        return new InlineTable("inline", List.of(new InlineTable.Entry(key, value)));
    }

    @Test
    void theContentsOfAMappingAreItsValues() {
        assertEquals(
                new Contents.Values(List.of("smtp://mx")),
                mapping("example.org", "smtp://mx").contents());
    }

    @Test
    void namesTheEntriesThatAServiceCannotUse() {
        InlineTable table = InlineTable.listOf("t", List.of("10.0.0.0/33", "example.org", "::1"));
        assertEquals(
                List.of(
                        "'10.0.0.0/33': expected a prefix within 0..32 after '/'",
                        "'example.org' is not an address or network"),
                table.faults(Service.NETADDR));
        assertEquals(List.of(), table.faults(Service.STRING));
    }

    @Test
    void refusesAnEmptyKey() {
        assertThrows(IllegalArgumentException.class, () -> new InlineTable.Entry(""));
    }
}
