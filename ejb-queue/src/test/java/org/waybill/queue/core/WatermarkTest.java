package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkTest {

    private final Watermark watermark = new Watermark();

    @Test
    void acceptsBeforeAnythingWasMeasured() {
        assertTrue(watermark.accepting());
    }

    /** One after another: the depth before and now, of at most so many. */
    @ParameterizedTest
    @CsvSource({
        "0, 99, 100, true, false",
        "0, 100, 100, false, true",
        "100, 99, 100, false, false",
        "100, 96, 100, false, false",
        "100, 95, 100, true, true",
        "100, 100, 200, true, true",
        "1, 1, 1, false, false",
        "1, 0, 1, true, true",
        "3, 2, 3, true, true",
        "0, 1000000000, 1000000000, false, true",
    })
    void closesAtTheMarkAndOpensFivePercentBelow(
            long before, long depth, long most, boolean accepting, boolean changed) {
        watermark.measured(before, Math.min(most, 100));
        assertEquals(changed, watermark.measured(depth, most));
        assertEquals(accepting, watermark.accepting());
    }
}
