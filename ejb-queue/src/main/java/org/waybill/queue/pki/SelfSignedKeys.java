package org.waybill.queue.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.queue.core.config.SelfSigned;

/** Keeps key pairs that this server makes for itself: made where they are missing, made anew before they expire. */
public final class SelfSignedKeys {

    /** A certificate that expires within this time is made anew. */
    static final Duration RENEWAL = Duration.ofDays(30);

    private static final int DNS_NAME = 2;

    private final SecureRandom random = new SecureRandom();

    /**
     * Makes a key pair unless there is a good one for the same names.
     *
     * @return whether one was made
     * @throws IOException if the files cannot be written
     */
    public synchronized boolean ensure(SelfSigned wanted, Instant now) throws IOException {
        Path key = wanted.identity().key();
        Path certificate = wanted.identity().certificate();
        if (Files.isReadable(key) && isGood(certificate, wanted.hostnames(), now)) {
            return false;
        }
        SelfSignedCertificate made = SelfSignedCertificate.make(wanted.hostnames(), now, random);
        Path directory = key.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
        }
        write(key, made.keyPem());
        write(certificate, made.certificatePem());
        return true;
    }

    private static boolean isGood(Path file, List<String> hostnames, Instant now) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return names(certificate).equals(Set.copyOf(hostnames))
                    && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWAL));
        } catch (IOException | CertificateException e) {
            // whatever lies there is of no use: it is replaced
            return false;
        }
    }

    private static Set<Object> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return Stream.ofNullable(names)
                .flatMap(Collection::stream)
                .filter(name -> name.get(0).equals(DNS_NAME))
                .map(name -> (Object) name.get(1))
                .collect(Collectors.toSet());
    }

    /** Readable by the owner only from its first octet on, and never there by half. */
    private static void write(Path file, String pem) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        try (FileChannel channel = FileChannel.open(
                half, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownerOnly(file, "rw-------"))) {
            ByteBuffer octets = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
