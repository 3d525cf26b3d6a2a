package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginFilterTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -, localhost:8080, true",
                "none, -, localhost:8080, true",
                "cross-site, -, localhost:8080, false",
                "same-site, -, localhost:8080, false",
                "cross-site, http://localhost:8080, localhost:8080, false",
                "-, http://localhost:8080, localhost:8080, true",
                "-, http://LOCALHOST:8080, localhost:8080, true",
                "-, http://evil.example, localhost:8080, false",
                "-, http://localhost:9090, localhost:8080, false",
                "-, null, localhost:8080, false",
                "-, ':::', localhost:8080, false",
                "-, http://localhost, -, false",
                "-, -, localhost:8080, true"
            })
    void onlyOwnPagesAndProgramsMayChangeSomething(String site, String origin, String host, boolean own) {
        assertEquals(own, SameOriginFilter.isOwn(site, origin, host));
    }
}
