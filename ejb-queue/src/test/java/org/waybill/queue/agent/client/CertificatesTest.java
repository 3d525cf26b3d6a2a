package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.Trust.Tlsa;

/** Which certificates are good enough, by names and by TLSA records. */
class CertificatesTest {

    private static TestAuthority authority;

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        authority = new TestAuthority(directory);
        authority.make(
                "host",
                "intermediate",
                "san=dns:mx.example.org,dns:*.wild.example.org,dns:*.org,ip:192.0.2.1,ip:2001:db8::1");
        authority.make("nameless", "intermediate");
        authority.make("old", "intermediate", "san=dns:mx.example.org", "expired");
        authority.make("client", "intermediate", "san=dns:mx.example.org", "eku=clientAuth");
        authority.make("stranger", "", "san=dns:mx.example.org");
        authority.make("forged", "host", "san=dns:mx.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.org,            true",
        "other.example.org,         false",
        "other.org mx.example.org,  true",
        "a.wild.example.org,        true",
        "a.b.wild.example.org,      false",
        "wild.example.org,          false",
        "localhost,                 false",
        // a wildcard for a whole top-level domain is none
        "example.org,               false",
        "192.0.2.1,                 true",
        "192.0.2.2,                 false",
        "2001:db8::1,               true",
        "2001:db8:0:0::1,           true",
        "2001:db8::2,               false",
        // what people read in it counts for nothing
        "host,                      false"
    })
    void isForTheHostByItsAlternativeNames(String names, boolean fits) throws Exception {
        X509Certificate certificate = authority.certificate("host");
        List<String> wanted = Arrays.asList(names.split(" "));
        if (fits) {
            assertDoesNotThrow(() -> CertificateNames.check(certificate, wanted));
        } else {
            assertThrows(CertificateException.class, () -> CertificateNames.check(certificate, wanted));
        }
    }

    @Test
    void aCertificateWithoutNamesIsForNobody() throws Exception {
        X509Certificate certificate = authority.certificate("nameless");
        assertThrows(CertificateException.class, () -> CertificateNames.check(certificate, List.of("nameless")));
    }

    /** @param record such as {@code 3 1 1 host} */
    private static Tlsa tlsa(String record) throws Exception {
        String[] fields = record.split(" ");
        X509Certificate of = authority.certificate(fields[3]);
        byte[] selected =
                fields[1].equals("0") ? of.getEncoded() : of.getPublicKey().getEncoded();
        byte[] data =
                switch (fields[2]) {
                    case "1" -> MessageDigest.getInstance("SHA-256").digest(selected);
                    case "2" -> MessageDigest.getInstance("SHA-512").digest(selected);
                    default -> selected;
                };
        return new Tlsa(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                HexFormat.of().formatHex(data));
    }

    private static final String NO_RECORD = "the certificate is not the one of the TLSA records";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            # records                            | shown            | name           | trouble
            3 0 0 host                           | host             | mx.example.org | -
            3 0 1 host                           | host             | mx.example.org | -
            3 0 2 host                           | host             | mx.example.org | -
            3 1 0 host                           | host             | mx.example.org | -
            3 1 1 host                           | host             | mx.example.org | -
            3 1 2 host                           | host             | mx.example.org | -
            # neither names nor dates nor authorities matter where the certificate itself is named
            3 1 1 host                           | host             | other.test     | -
            3 1 1 old                            | old              | other.test     | -
            3 1 1 stranger                       | stranger         | other.test     | -
            3 1 1 host                           | stranger         | mx.example.org | NO_RECORD
            3 1 1 intermediate                   | host             | mx.example.org | NO_RECORD
            3 1 9 host                           | host             | mx.example.org | NO_RECORD
            # one of several is enough
            3 1 1 old, 3 1 1 host                | host             | mx.example.org | -
            3 1 1 old, 2 0 1 root                | host             | mx.example.org | -
            2 0 1 root                           | host             | mx.example.org | -
            2 1 1 root                           | host             | mx.example.org | -
            2 1 2 root                           | host             | mx.example.org | -
            2 0 0 root                           | host             | mx.example.org | -
            2 1 0 intermediate                   | host             | mx.example.org | -
            2 1 1 intermediate                   | host             | mx.example.org | -
            # whole in the DNS, it need not be sent
            2 0 0 root                           | host -root       | mx.example.org | -
            2 0 1 root                           | host -root       | mx.example.org | NO_RECORD
            2 0 1 root                           | host             | other.test     | the certificate is not for other.test
            2 0 1 root                           | host             | a.wild.example.org | -
            2 0 1 root                           | old              | mx.example.org | comes from
            2 0 1 root                           | client           | mx.example.org | the certificate is not for servers
            2 0 1 root                           | stranger         | mx.example.org | NO_RECORD
            # one that is sent along proves nothing
            2 0 1 root                           | stranger +root   | mx.example.org | comes from
            2 0 1 host                           | host             | mx.example.org | NO_RECORD
            2 0 1 host                           | forged           | mx.example.org | NO_RECORD
            2 0 1 root                           | forged           | mx.example.org | comes from
            """)
    void isTheOneOfTheRecords(String records, String shown, String name, String trouble) throws Exception {
        List<Tlsa> usable = new ArrayList<>();
        for (String record : records.split(", ")) {
            usable.add(tlsa(record));
        }
        String[] words = shown.split(" [-+]");
        List<X509Certificate> chain = new ArrayList<>(authority.chain(words[0]));
        if (shown.contains("-root")) {
            chain.remove(authority.certificate("root"));
        } else if (shown.contains("+root")) {
            chain.add(authority.certificate("root"));
        }
        DaneCheck check = new DaneCheck(new Trust.Dane(usable, List.of("unused.test", name)));
        if (trouble == null) {
            assertDoesNotThrow(() -> check.check(chain));
            return;
        }
        CertificateException e = assertThrows(CertificateException.class, () -> check.check(chain));
        String message = String.valueOf(e.getMessage());
        switch (trouble) {
            case "NO_RECORD" -> assertEquals(NO_RECORD, message);
            case "comes from" ->
                assertEquals(0, message.indexOf("the certificate does not come from that of the TLSA records: "));
            default -> assertEquals(trouble.replace("for other", "for unused.test or other"), message);
        }
    }
}
