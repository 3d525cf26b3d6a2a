package org.waybill.queue.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of this server's secrets: 32 random octets in a file that only its owner may read. Made once, then kept. */
public final class KeyFile {

    private static final int OCTETS = 32;

    private KeyFile() {}

    /**
     * Reads the key; makes it if there is no file.
     *
     * @throws IOException if the file cannot be made or read, is no key, or others may read it; with a sentence
     */
    public static SecretKey open(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            make(file, random);
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        .endsWith("------")) {
            throw new IOException(file + " can be read by others: set its mode to 600");
        }
        byte[] octets = Files.readAllBytes(file);
        if (octets.length != OCTETS) {
            throw new IOException(file + " is no key of " + OCTETS + " octets: put the right one back");
        }
        try {
            return new SecretKeySpec(octets, "AES");
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        try (FileChannel channel =
                FileChannel.open(half, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownerOnly)) {
            ByteBuffer buffer = ByteBuffer.wrap(octets);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        try {
            // unlike a move, a link never replaces a key that was made meanwhile
            Files.createLink(file, half);
        } catch (FileAlreadyExistsException made) {
            // by another process: that one counts
        } finally {
            Files.delete(half);
        }
    }
}
