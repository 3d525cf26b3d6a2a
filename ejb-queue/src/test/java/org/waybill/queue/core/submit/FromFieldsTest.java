package org.waybill.queue.core.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromFieldsTest {

    /** Allows {@code ok@a.test}; whatever else stands there becomes {@code joe@b.test}. */
    private static String replaced(String header) {
        return FromFields.replaced(header, "ok@a.test"::equals, "joe@b.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ok@a.test                              | ok@a.test",
                "x@c.test                               | joe@b.test",
                "Joe <x@c.test>                         | Joe <joe@b.test>",
                "Joe <ok@a.test>                        | Joe <ok@a.test>",
                "Joe < ok@a.test >                      | Joe < ok@a.test >",
                "\"Doe, Joe\" <x@c.test>                | \"Doe, Joe\" <joe@b.test>",
                "\"a <ok@a.test>\" <x@c.test>           | \"a <ok@a.test>\" <joe@b.test>",
                "\"a \\\" <ok@a.test>\" <x@c.test>      | \"a \\\" <ok@a.test>\" <joe@b.test>",
                "ok@a.test <x@c.test>                   | ok@a.test <joe@b.test>",
                "x@c.test (Joe)                         | joe@b.test (Joe)",
                "(a (b) c) x@c.test                     | (a (b) c) joe@b.test",
                "(<ok@a.test>) x@c.test                 | (<ok@a.test>) joe@b.test",
                "x(c)@c.test                            | joe@b.test",
                "ok@a.test, x@c.test                    | ok@a.test, joe@b.test",
                "A <x@c.test>, B <y@c.test>             | A <joe@b.test>, B <joe@b.test>",
                "Group: x@c.test, Y <y@c.test>;         | Group: joe@b.test, Y <joe@b.test>;",
                "Group:;                                | Group:;",
                "Joe                                    | joe@b.test",
                "\"Joe\"                                | joe@b.test",
                "Joe <>                                 | Joe <joe@b.test>",
                "Joe <x@c.test                          | Joe <joe@b.test",
                "\"x@c.test                             | joe@b.test",
                "(x@c.test                              | (x@c.test",
                "<\"a>b\"@c.test>                       | <joe@b.test>",
                "<@r.test:x@c.test>                     | <joe@b.test>",
                "x@[IPv6:2001:db8::1]                   | joe@b.test",
                "Joe <x@c.test> <ok@a.test>             | Joe <joe@b.test> <ok@a.test>",
                "<ok@a.test> <x@c.test>                 | <ok@a.test> <x@c.test>",
            })
    void replacesAddressesAndNothingElse(String value, String expected) {
        assertEquals("From: " + expected + "\r\n", replaced("From: " + value + "\r\n"));
    }

    @Test
    void leavesOtherFieldsAlone() {
        String header =
                """
                Received: from x
                \tby y
                Fromage: x@c.test
                X-From: x@c.test
                To: From: x@c.test
                 From: x@c.test
                Reply-To: x@c.test
                From
                """
                        .replace("\n", "\r\n");
        assertEquals(header, replaced(header));
    }

    @Test
    void findsFoldedFieldsInAnyCaseWithBlanksBeforeTheColon() {
        assertEquals(
                "Subject: s\r\nfROM \t:\r\n Joe\r\n\t<joe@b.test>\r\nTo: t\r\n",
                replaced("Subject: s\r\nfROM \t:\r\n Joe\r\n\t<x@c.test>\r\nTo: t\r\n"));
    }

    @Test
    void looksAtEveryField() {
        assertEquals(
                "From: joe@b.test\r\nTo: t\r\nFrom: <joe@b.test>\r\n",
                replaced("From: x@c.test\r\nTo: t\r\nFrom: <y@c.test>\r\n"));
    }

    @Test
    void bearsWhateverLengthAndDepth() {
        String deep = "(".repeat(100_000) + "\r\n" + " (\r\n".repeat(50_000) + " <".repeat(10_000);
        assertEquals("From: " + deep, replaced("From: " + deep).replace("joe@b.test", ""));
    }
}
