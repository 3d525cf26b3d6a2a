package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.listener.ScramSecret;

class FakeSecretsTest {

    private final FakeSecrets fakes = new FakeSecrets(new SecureRandom());

    @Test
    void areTheSameWheneverAskedFor() {
        assertEquals(fakes.secretOf("nobody"), fakes.secretOf("nobody"));
        assertEquals(fakes.secretOf("nobody"), fakes.secretOf("NoBody"));
    }

    @Test
    void differFromUserToUser() {
        assertNotEquals(
                fakes.secretOf("nobody").salt(), fakes.secretOf("nobody2").salt());
    }

    @Test
    void cannotBeForeseen() {
        FakeSecrets others = new FakeSecrets(new SecureRandom());
        assertNotEquals(
                fakes.secretOf("nobody").salt(), others.secretOf("nobody").salt());
    }

    @Test
    void lookLikeAnyOther() {
        ScramSecret secret = fakes.secretOf("nobody");
        assertEquals(FakeSecrets.SALT_LENGTH, Base64.getDecoder().decode(secret.salt()).length);
        assertEquals(ScramSecret.USUAL_ITERATIONS, secret.iterations());
        assertNotEquals(secret.storedKey(), secret.serverKey());
    }
}
