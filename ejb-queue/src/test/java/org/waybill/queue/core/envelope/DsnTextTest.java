package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DsnTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            rfc822;bob@example.org       | rfc822;bob@example.org
            rfc822;bob+tag@example.org   | rfc822;bob+2Btag@example.org
            "rfc822;\\"a b\\"@example.org" | "rfc822;\\"a+20b\\"@example.org"
            x400;/S=bob;/                | x400;/S+3Dbob;/
            utf-8;bob@example.org        | utf-8;bob@example.org
            UTF-8;bob+tag@example.org    | UTF-8;bob\\x{2B}tag@example.org
            "utf-8;a b\\c=d@x.org"       | utf-8;a\\x{20}b\\x{5C}c\\x{3D}d@x.org
            utf-8;用😀@例え.jp            | utf-8;\\x{7528}\\x{1F600}@\\x{4F8B}\\x{3048}.jp
            """)
    void writesAnOriginalRecipientInTheEncodingOfItsType(String text, String expected) {
        assertEquals(expected, DsnText.originalRecipient(text));
    }
}
