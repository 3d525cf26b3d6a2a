package org.waybill.queue.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.auth.PasswordHashes;
import org.waybill.queue.core.auth.PasswordHashes.Check;

class StoredHashesTest {

    private static final String PASSWORD = "correct horse";

    private static final String SHA512 =
            "$6$saltstring$.r0X7ub5wGR2v4Xz7svCIozfnlorFh19V89t8KC9Umd81uGhFgsyTRNyzQDXDIm17fFcR9z3z7oBNdsyYBbtm/";
    private static final String SHA512_ROUNDS =
            "$6$rounds=10000$saltstring$RSYX800PBUlPFzt5jRv2um1cURoaxGG39HgaJQWZRCbrFkEiv0mjfWp5SP56VAr33R/Th91SsTRNAtZHhoQFt1";
    private static final String BCRYPT = "$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    private static final String ARGON2ID =
            "$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10";
    private static final String SCRAM_KEYS =
            "Y2eRFXLWrUnuM8NBTPPoG0Na9Jo+iWz9y0qDnDeJljg=:i9OU/WREaWC16d96s1DBISzhBItqQjA4x+ra3A4ZmKc=";

    private final PasswordHashes hashes = new StoredHashes();

    /** Made with openssl, argon2, crypt(3) of libxcrypt and Python's hashlib. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$5$saltstring$vc6YOOogU4kWVvwga8e9zTFgKcy4tb5LaPxIiPJzqEC",
                SHA512,
                SHA512_ROUNDS,
                "$1$saltsalt$NuzA7WTAelpl95xgBGWN60",
                "$2a" + BCRYPT,
                "$2b" + BCRYPT,
                "$2y" + BCRYPT,
                ARGON2ID,
                "$argon2i$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0$G0mM9ElI4Udev7UAlz3wn/CABu3gOpOrcJ6AG4Ga06M",
                "$argon2d$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0$qV+T0y7GiI9UERT2u3VEUqbrEJAcIyRICouFvSebmi8",
                "$argon2id$v=16$m=1024,t=3,p=4$c2FsdHNhbHRzYWx0$qNahi5lL6aUKjQzP0C/Wm8M67AhL+Z6JITc6pwZ+kdY",
                "$argon2id$m=1024,t=3,p=4$c2FsdHNhbHRzYWx0$qNahi5lL6aUKjQzP0C/Wm8M67AhL+Z6JITc6pwZ+kdY",
                "$pbkdf2-sha256$29000$AAECAwQFBgcICQoLDA0ODw$ZvLORN3Wu1.2s6Mb0kBKZ43bylSsC/t0Vz5rE9nJPNg",
                "$pbkdf2-sha512$29000$AAECAwQFBgcICQoLDA0ODw"
                        + "$tFBJNmdbabFGdromEJjlq9IxWTvZKHmNCNy.6dUMQxyC21DEUTa22.V4oO3hrJTLDPvVLwOoc0kjHP80n56kag",
                "{PBKDF2-SHA256}29000$AAECAwQFBgcICQoLDA0ODw$ZvLORN3Wu1.2s6Mb0kBKZ43bylSsC/t0Vz5rE9nJPNg",
                "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$" + SCRAM_KEYS,
                "{SCRAM-SHA-256}4096,c2FsdHNhbHRzYWx0c2FsdA==,"
                        + "Y2eRFXLWrUnuM8NBTPPoG0Na9Jo+iWz9y0qDnDeJljg=,i9OU/WREaWC16d96s1DBISzhBItqQjA4x+ra3A4ZmKc=",
                "$y$j9T$saltsaltsalt$nNDsycEBP37XRiK/Qx62iZ4Jbzj3gHJ2kMaWwdseEp/",
                "$gy$j9T$saltsaltsalt$V902Gt2U2.phVCrZlmreJkiKzono9N931nWTw0iMdB8",
                "$7$CU..../....saltsaltsalt$gjzAlnDYkkg3ZeAuY.AduFwcmTTXJlfh0R2a95o5tK/",
                "$sha1$24680$saltsalt$Dc/t9VBo9SePi6LtknLfd9OgYTVC",
                "{SHA512-CRYPT}" + SHA512,
                "{BLF-CRYPT}$2y" + BCRYPT,
                "{ARGON2ID}" + ARGON2ID,
            })
    void knowsTheRightPasswordFromAWrongOne(String hash) {
        assertEquals(new Check.Matches(), hashes.check(hash, PASSWORD));
        assertEquals(new Check.Differs(), hashes.check(hash, "Correct horse"));
        assertEquals(new Check.Differs(), hashes.check(hash, PASSWORD + " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$04$abcdefghijklmnopqrstuuvKPN4Ut9lkr0POcSrpEueddRfJ.t36y",
                "$6$saltstring$KCaBFybvKmpeV8maj98EMLVQyqfcKnzCrxIinXHoQhXqqwJ3SPaB6Am6847dlb7T3we4lM3nqBC3MDv47UYY./",
                "$y$j7T$saltsaltsalt$ZMJlXqz1cvf.5UQ5xByR75YQPLKX5TIfDk7Chrfn4PB",
            })
    void takesPasswordsAsUtf8(String hash) {
        assertEquals(new Check.Matches(), hashes.check(hash, "p\u00e4ssw0rd"));
    }

    @Test
    void takesThe72OctetsOfBcrypt() {
        String hash = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
        assertEquals(new Check.Matches(), hashes.check(hash, "x".repeat(80)));
        assertEquals(new Check.Differs(), hashes.check(hash, "x".repeat(71)));
    }

    @Test
    void preparesThePasswordOfAScramSecret() {
        String hash = "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$"
                + "reE3rYE9SNaeceisedNRugrCpKnRQC5P2JIOWa16Plc=:NhrtD0Cz0Q1t8UjIC4+JWouKyg1hgiaGWJeXUwxGkh8=";
        assertEquals(new Check.Matches(), hashes.check(hash, "\u2168"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "correct horse|plain text",
                "{PLAIN}correct horse|plain text",
                "ab.fCpXqd4Grw|plain text",
                "*|plain text",
                "$3$$cfc43211ba8dc470832267827cac1407|not known",
                "{SSHA}AAAAAAAAAAAAAAAA|not known",
                "$6$saltstring$tooshort|broken",
                "$6$rounds=9999999$saltstring$.r0X7ub5wGR2v4Xz7svCIozfnlorFh19V89t8KC9Umd81uGhFgsyTRNyzQDXDIm17fFcR9z3z7oBNdsyYBbtm/"
                        + "|at most 1000000 rounds",
                "$2b$16$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2|cost from 4 to 15",
                "$2b$05$abc|broken",
                "$argon2id$v=19$m=262144,t=1,p=1$c2FsdHNhbHRzYWx0$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10|memory",
                "$argon2id$v=19$m=65536,t=100,p=1$c2FsdHNhbHRzYWx0$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10|memory",
                "$argon2id$v=19$m=1024,t=1,p=99$c2FsdHNhbHRzYWx0$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10|memory",
                "$argon2id$v=19$m=1024,t=1,p=1$c2Fsd$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10|broken",
                "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$AAAA|broken",
                "$pbkdf2-sha256$9000000$AAECAwQFBgcICQoLDA0ODw$ZvLORN3Wu1.2s6Mb0kBKZ43bylSsC/t0Vz5rE9nJPNg|at most 2000000",
                "$pbkdf2-sha256$0$AAECAwQFBgcICQoLDA0ODw$ZvLORN3Wu1.2s6Mb0kBKZ43bylSsC/t0Vz5rE9nJPNg|broken",
                "$y$jFT$saltsaltsalt$nNDsycEBP37XRiK/Qx62iZ4Jbzj3gHJ2kMaWwdseEp/|64 MiB",
                "$y$j9T....$saltsaltsalt$nNDsycEBP37XRiK/Qx62iZ4Jbzj3gHJ2kMaWwdseEp/|broken",
                "$y$j9z$saltsaltsalt$nNDsycEBP37XRiK/Qx62iZ4Jbzj3gHJ2kMaWwdseEp/|broken",
                "$7$NU..../....saltsaltsalt$gjzAlnDYkkg3ZeAuY.AduFwcmTTXJlfh0R2a95o5tK/|64 MiB",
                "$7$CU..../...zsaltsaltsalt$gjzAlnDYkkg3ZeAuY.AduFwcmTTXJlfh0R2a95o5tK/|64 MiB",
                "$sha1$99999999$saltsalt$Dc/t9VBo9SePi6LtknLfd9OgYTVC|at most 1000000 rounds",
                "SCRAM-SHA-256$99:AAAA$AAAA:AAAA|SCRAM-SHA-256 secret",
            })
    void saysWhyAHashCannotBeUsed(String hash, String why) {
        String reason = assertInstanceOf(Check.Unusable.class, hashes.check(hash, PASSWORD))
                .reason();
        assertTrue(reason.contains(why), reason);
        assertFalse(reason.contains(hash), reason);
    }

    @Test
    void refusesPasswordsThatNobodyWouldType() {
        String ofLongest = "$pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$MNgCAqmOD7YZGblY0cLJOdndjLw0PCWjwg/0XVLW/4U";
        String ofLonger = "$pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$MG9zQlf6vJx2.jiZrzJvn/79wXzY676m1Xn6apWH6sM";
        assertEquals(new Check.Matches(), hashes.check(ofLongest, "x".repeat(1024)));
        assertEquals(new Check.Differs(), hashes.check(ofLonger, "x".repeat(1025)));
    }
}
