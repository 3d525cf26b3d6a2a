package org.waybill.queue.core.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsPolicyTest {

    private static final String GOOD =
            "version: STSv1\r\nmode: enforce\r\nmx: Mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n";

    @Test
    void readsThePolicyOfTheRfc() {
        assertEquals(
                new StsPolicy(StsPolicy.Mode.ENFORCE, List.of("mail.example.com", "*.example.net"), Duration.ofDays(7)),
                StsPolicy.parse(GOOD));
    }

    @Test
    void readsWhatItWrites() {
        StsPolicy policy = StsPolicy.parse(GOOD);
        assertEquals(policy, StsPolicy.parse(String.join("\n", policy.lines())));
    }

    @Test
    void takesTheFirstOfRepeatedFieldsAndIgnoresUnknownOnes() {
        StsPolicy policy = StsPolicy.parse("version: STSv1\nmode: testing\nmode: enforce\nx: y\nmx: a.b\nmax_age:60");
        assertEquals(StsPolicy.Mode.TESTING, policy.mode());
    }

    @Test
    void keepsNothingForLongerThanAYear() {
        assertEquals(
                Duration.ofHours(8766),
                StsPolicy.parse("version: STSv1\nmode: none\nmax_age: 9999999999")
                        .maxAge());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version: STSv2\nmode: none\nmax_age: 1",
                "mode: none\nmax_age: 1",
                "version: STSv1\nmode: strict\nmax_age: 1",
                "version: STSv1\nmax_age: 1",
                "version: STSv1\nmode: none",
                "version: STSv1\nmode: none\nmax_age: -1",
                "version: STSv1\nmode: enforce\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: *\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.*.b\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a b\nmax_age: 1",
                "<html>no such page</html>"
            })
    void refusesOthers(String text) {
        assertThrows(IllegalArgumentException.class, () -> StsPolicy.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, true",
        "a.example.net, true",
        "a.b.example.net, false",
        "example.net, false",
        "mail.example.org, false",
        "net, false"
    })
    void comparesHostsWithItsPatterns(String host, boolean allowed) {
        assertEquals(allowed, StsPolicy.parse(GOOD).allows(host));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            v=STSv1; id=20160831085700Z;                 | 20160831085700Z
            v=STSv1;id=1                                 | 1
            v=STSv1 ; x=y ; id=ab                        | ab
            v=STSv1; id=1, v=STSv1; id=2                 | -
            v=spf1 -all, v=STSv1; id=2                   | 2
            v=STSv1; id=1; id=2                          | -
            v=STSv1; id=a-b                              | -
            v=STSv1;                                     | -
            v=STSv1; id=123456789012345678901234567890123| -
            v=STSv1x; id=1                               | -
            id=1; v=STSv1                                | -
            v=STSv1; nonsense; id=1                      | -
            """)
    void readsExactlyOneRecord(String texts, String id) {
        assertEquals(
                id, StsRecord.of(List.of(texts.split(", "))).map(StsRecord::id).orElse("-"));
    }
}
