package org.waybill.queue.sendmail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps a mail for a server that does not run: a file that is there in the whole or not at all, and on disk. */
final class OfflineMail {

    private OfflineMail() {}

    static void keep(Path directory, Form form, Path mail) throws IOException {
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "", Places.UNFINISHED);
        try {
            write(part, form, mail);
            // who is not the server itself lets its group read it, which the directory hands on
            if (!Files.getOwner(part).equals(Files.getOwner(directory))) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r-----"));
            }
            String name = String.valueOf(part.getFileName());
            String whole = name.substring(0, name.length() - Places.UNFINISHED.length()) + Places.WAITING;
            Files.move(part, directory.resolve(whole), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static void write(Path part, Form form, Path mail) throws IOException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file))) {
            form.write(out, Files.size(mail));
            Files.copy(mail, out);
            out.flush();
            file.force(true);
        }
    }
}
