package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A maildir that exists, lies where its place may lead, and has its three directories.
 *
 * @param root what no link leads out of
 * @param path the maildir
 */
record MaildirDirectory(Path root, Path path) {

    /**
     * Opens a maildir and makes what is missing, for the owner only.
     *
     * @param place where it is
     * @throws IOException if it leads elsewhere or cannot be made; the message says why
     */
    static MaildirDirectory open(MaildirPlace place) throws IOException {
        Path root = place.root();
        Path maildir = place.path();
        if (!maildir.startsWith(root)) {
            throw new IOException(maildir + " lies outside of " + root);
        }
        makeAll(root);
        Path realRoot = root.toRealPath();
        Path real = realRoot;
        for (Path name : root.relativize(maildir)) {
            real = below(realRoot, real, name);
        }
        return complete(realRoot, real);
    }

    /** A folder in it, made if need be. */
    MaildirDirectory folder(String name) throws IOException {
        return complete(root, below(root, path, Path.of(name)));
    }

    /** Whether it has such a folder. */
    boolean hasFolder(String name) {
        return Files.isDirectory(path.resolve(name));
    }

    private static MaildirDirectory complete(Path root, Path maildir) throws IOException {
        for (String part : new String[] {"tmp", "new", "cur"}) {
            below(maildir, maildir, Path.of(part));
        }
        return new MaildirDirectory(root, maildir);
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
