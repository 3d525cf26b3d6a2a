package org.waybill.micro.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.waybill.micro.Wait;

/**
 * The maildir that all clients send to.
 *
 * @param fresh its directory {@code new}
 */
record Mailbox(Path fresh) {

    private static final int CONTEXT = 40;

    /** Waits for a mail, compares it octet for octet, takes it out, and returns what the server has put before it. */
    String take(TestMail mail) throws Exception {
        Wait.until("the mail " + mail.mark(), () -> find(mail).isPresent());
        Path file = find(mail).orElseThrow();
        byte[] octets = Files.readAllBytes(file);
        Files.delete(file);
        int start = new String(octets, ISO_8859_1).indexOf(mail.firstLine());
        byte[] content = Arrays.copyOfRange(octets, start, octets.length);
        byte[] expected = mail.delivered();
        int difference = Arrays.mismatch(expected, content);
        if (difference >= 0) {
            throw new AssertionError("the content differs at octet " + difference + " of " + expected.length
                    + ": expected \"" + around(expected, difference) + "\", arrived \"" + around(content, difference)
                    + '"');
        }
        return new String(octets, 0, start, ISO_8859_1);
    }

    private Optional<Path> find(TestMail mail) throws IOException {
        try (Stream<Path> files = Files.list(fresh)) {
            for (Path file : files.toList()) {
                if (Files.readString(file, ISO_8859_1).contains(mail.firstLine())) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String around(byte[] octets, int position) {
        int from = Math.max(0, position - CONTEXT);
        return new String(octets, from, Math.min(octets.length, position + CONTEXT) - from, ISO_8859_1);
    }
}
