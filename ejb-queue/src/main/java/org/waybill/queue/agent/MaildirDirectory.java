package org.waybill.queue.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A maildir that exists, lies where its template may lead, and has its three directories.
 *
 * @param path the maildir
 */
record MaildirDirectory(Path path) {

    /**
     * Opens the maildir of an expanded template and makes what is missing, for the owner only.
     *
     * @param base what a relative path lies below
     * @param template the action's text, whose directories before the first specifier are the administrator's word:
     *     whatever follows came from the network and must stay below them, through symbolic links too
     * @param expanded the template with its values
     * @throws IOException if it leads elsewhere or cannot be made; the message says why
     */
    static MaildirDirectory open(Path base, String template, String expanded) throws IOException {
        Path root = fixedPart(base, template);
        Path maildir = resolve(base, expanded);
        if (!maildir.startsWith(root)) {
            throw new IOException(maildir + " lies outside of " + root);
        }
        makeAll(root);
        Path realRoot = root.toRealPath();
        Path real = realRoot;
        for (Path name : root.relativize(maildir)) {
            real = below(realRoot, real, name);
        }
        for (String part : new String[] {"tmp", "new", "cur"}) {
            below(real, real, Path.of(part));
        }
        return new MaildirDirectory(real);
    }

    /** The directories before the first component with a specifier; all of them without one. */
    private static Path fixedPart(Path base, String template) throws IOException {
        int specifier = template.indexOf('%');
        if (specifier < 0) {
            return resolve(base, template);
        }
        int end = template.lastIndexOf('/', specifier);
        return resolve(base, end == 0 ? "/" : template.substring(0, Math.max(end, 0)));
    }

    private static Path resolve(Path base, String path) throws IOException {
        try {
            return base.toAbsolutePath().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("not a path: " + e.getReason());
        }
    }

    /** One step down to a directory that is made if need be; a link is followed only if it stays below the root. */
    private static Path below(Path root, Path parent, Path name) throws IOException {
        Path child = parent.resolve(name.toString());
        if (name.toString().isEmpty()) {
            return parent;
        }
        if (Files.isSymbolicLink(child)) {
            Path target = child.toRealPath();
            if (!target.startsWith(root)) {
                throw new IOException(child + " is a link that leads out of " + root);
            }
            child = target;
        }
        make(child);
        return child;
    }

    private static void makeAll(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            makeAll(parent);
        }
        make(directory);
    }

    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(directory, ownerOnly(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw new IOException(directory + " is not a directory", e);
            }
        }
        Path parent = directory.getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        Path parent = directory.getParent();
        FileStore store = Files.getFileStore(parent == null ? directory : parent);
        return store.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    Path tmp() {
        return path.resolve("tmp");
    }

    Path fresh() {
        return path.resolve("new");
    }
}
