package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLSv1.3            | TLSv1.3",
                "tlsv1.2:tlsv1.3    | TLSv1.2 TLSv1.3",
                "TLSv1.3, TLSv1.2   | TLSv1.3 TLSv1.2",
                "all,!tlsv1.2       | TLSv1.3",
                "secure             | ''",
                "default            | ''",
            })
    void readsVersions(String text, String versions) {
        assertEquals(versions.isEmpty() ? List.of() : List.of(versions.split(" ")), TlsWords.protocols(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSLv3", "tlsv1.1", "tlsv1.2 tlsv1", "TLSv1.3 !TLSv1.3", "!all", ","})
    void refusesOtherVersions(String text) {
        assertThrows(IllegalArgumentException.class, () -> TlsWords.protocols(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECDHE-ECDSA-AES256-GCM-SHA384",
                "ECDHE-RSA-CHACHA20-POLY1305",
                "DHE-RSA-AES128-GCM-SHA256",
                "ECDHE-RSA-AES256-SHA384",
                "ECDHE-ECDSA-AES128-SHA",
                "TLS_CHACHA20_POLY1305_SHA256",
                "tls_ecdhe_rsa_with_aes_128_cbc_sha256"
            })
    void namesCiphersAsJavaDoes(String name) throws NoSuchAlgorithmException {
        List<String> known =
                List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        List<String> ciphers = TlsWords.ciphers(name);
        assertEquals(1, ciphers.size());
        assertTrue(known.containsAll(ciphers), ciphers::toString);
    }

    @Test
    void leavesTheUsualOnesToJava() {
        assertEquals(List.of(), TlsWords.ciphers("default"));
        assertEquals(List.of(), TlsWords.ciphers("HIGH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RC4-SHA", "AES128-SHA", "HIGH:!aNULL", "TLS_RSA_WITH_NULL_SHA", "eNULL"})
    void refusesOtherCiphers(String text) {
        assertThrows(IllegalArgumentException.class, () -> TlsWords.ciphers(text));
    }
}
