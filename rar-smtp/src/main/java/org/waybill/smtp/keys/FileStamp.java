package org.waybill.smtp.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * What a file looks like from the outside: when it differs, the content may. Links are followed, so that a link which
 * leads elsewhere, as in certbot's {@code live} directory, counts as a change.
 *
 * @param id the file itself, whatever its name; empty where the file system knows no such thing
 */
public record FileStamp(Path file, FileTime modified, long size, String id) {

    /** A file that cannot be looked at has a stamp too, which no other file has. */
    public static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(file, now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
            return new FileStamp(file, FileTime.from(Instant.EPOCH), -1, "");
        }
    }
}
