package org.waybill.queue.secrets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isMadeOnceForItsOwnerOnly(@TempDir Path home) throws IOException {
        Path file = home.resolve("secret.key");
        SecretKey made = KeyFile.open(file, RANDOM);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(made.getEncoded(), KeyFile.open(file, RANDOM).getEncoded());
        assertEquals(32, Files.size(file));
        try (var files = Files.list(home)) {
            assertEquals(List.of(file), files.toList());
        }
        assertNotEquals(0, made.getEncoded()[0] | made.getEncoded()[1] | made.getEncoded()[2] | made.getEncoded()[3]);
    }

    @Test
    void refusesAKeyThatOthersMayRead(@TempDir Path home) throws IOException {
        Path file = home.resolve("secret.key");
        KeyFile.open(file, RANDOM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        IOException refusal = assertThrows(IOException.class, () -> KeyFile.open(file, RANDOM));
        assertTrue(String.valueOf(refusal.getMessage()).contains("set its mode to 600"), refusal::getMessage);
    }

    @Test
    void refusesAFileThatIsNoKey(@TempDir Path home) throws IOException {
        Path file = home.resolve("secret.key");
        KeyFile.open(file, RANDOM);
        Files.write(file, new byte[16]);
        assertThrows(IOException.class, () -> KeyFile.open(file, RANDOM));
    }

    @Test
    void opensWhatItSealedAtItsPlaceOnly(@TempDir Path home) throws IOException, GeneralSecurityException {
        SealedText seal = new SealedText(KeyFile.open(home.resolve("secret.key"), RANDOM), RANDOM);
        String sealed = seal.seal("größe 😀", "here");
        assertEquals("größe 😀", seal.open(sealed, "here"));
        assertNotEquals(sealed, seal.seal("größe 😀", "here"));
        assertThrows(GeneralSecurityException.class, () -> seal.open(sealed, "there"));
        assertThrows(GeneralSecurityException.class, () -> seal.open("", "here"));
        assertThrows(GeneralSecurityException.class, () -> seal.open("AQ==", "here"));
        assertThrows(GeneralSecurityException.class, () -> seal.open("%", "here"));
        char changed = sealed.charAt(30) == 'A' ? 'B' : 'A';
        String forged = sealed.substring(0, 30) + changed + sealed.substring(31);
        assertThrows(GeneralSecurityException.class, () -> seal.open(forged, "here"));
    }
}
