package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

    @ParameterizedTest
    @CsvSource({
        "Example.ORG,                        example.org",
        "b\u00fccher.example,                xn--bcher-kva.example",
        "bu\u0308cher.example,               xn--bcher-kva.example",
        "xn--bcher-kva.example,              xn--bcher-kva.example",
        "Xn--Bcher-KVA.example,              xn--bcher-kva.example",
        "mail.b\u00fccher.b\u00fccher.example, mail.xn--bcher-kva.xn--bcher-kva.example",
        // IDNA2008 keeps apart what IDNA2003 made one
        "fa\u00df.example,                   xn--fa-hia.example",
        "fass.example,                       fass.example",
        "\u03b2\u03cc\u03bb\u03bf\u03c2.example, xn--nxasmm1c.example",
        "\u03b2\u03cc\u03bb\u03bf\u03c3.example, xn--nxasmq6b.example",
        "\u4f8b\u5b50.\u6d4b\u8bd5,          xn--fsqu00a.xn--0zwm56d",
        "\u0645\u062b\u0627\u0644.example,   xn--mgbh0fb.example",
        "\u05d0\u05d11.\u05d0,               xn--1-zhcd.xn--4db",
        // a joiner where the script has a use for it (RFC 5892, appendix A)
        "\u0915\u094d\u200d\u0937.example,   xn--11b2ezcw70k.example",
        "_a.b_c.\u00fc_x.example,            _a.b_c.xn--_x-wka.example"
    })
    void converts(String name, String ascii) {
        assertEquals(Optional.of(ascii), DomainName.toAscii(name));
        assertEquals(Optional.of(ascii), DomainName.toAscii(ascii));
        assertEquals(Optional.of(ascii), DomainName.toAscii(DomainName.toUnicode(ascii)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void keepsTheLimitsOfTheDns(int labels) {
        // of 56 letters one A-label of 63 octets, of 57 none
        String longest = "\u00fc" + "x".repeat(55);
        assertEquals(63, DomainName.toAscii(longest).orElseThrow().length());
        assertEquals(Optional.empty(), DomainName.toAscii(longest + "x"));
        String name = (longest + ".").repeat(labels) + "x";
        assertEquals(64 * labels + 1, DomainName.toAscii(name).orElseThrow().length());
    }

    @Test
    void isNoLongerThanTheDnsTakes() {
        // one letter becomes seven
        String start = "\u00fc." + ("x".repeat(63) + ".").repeat(3);
        assertEquals(
                253, DomainName.toAscii(start + "y".repeat(53)).orElseThrow().length());
        assertEquals(Optional.empty(), DomainName.toAscii(start + "y".repeat(54)));
        assertEquals(Optional.empty(), DomainName.toAscii("\u00fc".repeat(100_000)));
    }

    /** Loads the vocabulary without the library: what is ASCII must not miss it, and what is not must. */
    @Test
    void convertsNothingThatIsAscii() throws Exception {
        URL[] classes = {Path.of("target/classes").toUri().toURL()};
        try (URLClassLoader alone = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Method parse = alone.loadClass(MailAddress.class.getName()).getMethod("parse", String.class);
            assertDoesNotThrow(() -> parse.invoke(null, "Otto@mx-1.Example.ORG"));
            assertDoesNotThrow(() -> parse.invoke(null, "\u00fc@[IPv6:2001:db8::1]"));
            InvocationTargetException missed = assertThrows(
                    InvocationTargetException.class, () -> parse.invoke(null, "otto@xn--bcher-kva.example"));
            assertInstanceOf(NoClassDefFoundError.class, missed.getCause());
        }
    }
}
