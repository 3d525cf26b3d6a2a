package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    private final Display display = new Display();

    @Test
    void timesAreUtc() {
        assertEquals("2026-08-22 14:03:11", display.time(Instant.parse("2026-08-22T14:03:11.987Z")));
    }

    @ParameterizedTest
    @CsvSource({"0,0 ms", "999,999 ms", "1000,1.0 s", "3240,3.2 s", "61000,1 min 1 s"})
    void durationsAreShort(long millis, String expected) {
        assertEquals(expected, display.duration(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1 KiB", "1048576,1.0 MiB", "3565158,3.4 MiB"})
    void sizesAreBinary(long octets, String expected) {
        assertEquals(expected, display.size(octets));
    }

    @Test
    void parametersReadAsTheyAreSent() {
        Map<String, String> parameters = new LinkedHashMap<>();
        assertEquals("", display.parameters(parameters));
        parameters.put("SMTPUTF8", "");
        parameters.put("ENVID", "QQ 1=2");
        assertEquals("SMTPUTF8 ENVID=QQ 1=2", display.parameters(parameters));
    }

    @ParameterizedTest
    @CsvSource({"0,0 envelopes", "1,1 envelope", "2,2 envelopes", "'1234','1,234 envelopes'"})
    void countsAgreeWithTheirNoun(long count, String expected) {
        assertEquals(expected, Display.count(count, "envelope"));
    }
}
