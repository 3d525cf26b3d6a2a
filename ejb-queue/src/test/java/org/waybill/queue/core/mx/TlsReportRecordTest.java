package org.waybill.queue.core.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.mx.TlsReportRecord.Place;

class TlsReportRecordTest {

    private static String text(Place place) {
        return place instanceof Place.Mailbox mailbox
                ? mailbox.address()
                : ((Place.Web) place).uri().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            v=TLSRPTv1;rua=mailto:reports@example.com                            | reports@example.com
            v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt              | https://reporting.example.com/v1/tlsrpt
            v=TLSRPTv1; rua=mailto:a@example.com, https://b.example/x; ext=1     | a@example.com https://b.example/x
            v=TLSRPTv1; rua=MAILTO:a@example.com?subject=x                       | a@example.com
            v=TLSRPTv1; rua=http://b.example/x                                   |
            v=TLSRPTv1; rua=https://127.0.0.1/x,https://[::1]/,https://localhost/|
            v=TLSRPTv1; rua=https://b.example:8443/x,https://u@b.example/        |
            v=TLSRPTv1; rua=mailto:a%0d%0ab@example.com                          |
            v=TLSRPTv1; rua=mailto:"a b"@example.com,mailto:a@b,mailto:x         |
            v=TLSRPTv1; rua=                                                     |
            v=TLSRPTv1                                                           |
            v=TLSRPTv2; rua=mailto:a@example.com                                 |
            v=TLSRPTv1; rua=mailto:a@example.com # v=TLSRPTv1; rua=mailto:b@b.example |
            v=spf1 -all # v=TLSRPTv1; rua=mailto:b@b.example                     | b@b.example
            """)
    void readsPlacesThatMayBeUsed(String texts, String expected) {
        assertEquals(
                expected == null ? "" : expected,
                TlsReportRecord.of(List.of(texts.split(" # "))).stream()
                        .flatMap(record -> record.places().stream())
                        .map(TlsReportRecordTest::text)
                        .collect(Collectors.joining(" ")));
    }
}
