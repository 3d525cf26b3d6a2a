package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {

    private static String header(String scheme, String pair) {
        return scheme + " " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"anna:secret,anna,secret", "anna:a:b,anna,a:b", "anna:,anna,''", "änna:pässword,änna,pässword"})
    void readsNameAndPassword(String pair, String name, String password) {
        var credential = BasicCredentials.in(header("bAsIc", pair)).orElseThrow();
        assertEquals(name, credential.name());
        assertEquals(password, credential.password());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic ***", "Basic YW5uYQ==", "Basic OnNlY3JldA==", "Bearer YTpi"})
    void everythingElseIsNoCredential(String header) {
        assertTrue(BasicCredentials.in(header).isEmpty());
    }

    @Test
    void anotherSchemeIsNoCredential() {
        assertTrue(BasicCredentials.in(header("Digest", "anna:secret")).isEmpty());
    }
}
