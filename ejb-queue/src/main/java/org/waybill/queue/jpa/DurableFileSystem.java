package org.waybill.queue.jpa;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that forces every write: {@code jdbc:h2:durable:…}. H2 alone writes at each commit (with
 * {@code WRITE_DELAY=0}) but never syncs, so a power cut would take thousands of committed transactions. With this one
 * "committed" means "on disk" for everybody, without anybody having to remember it.
 */
public final class DurableFileSystem extends FilePathWrapper {

    static final String SCHEME = "durable";

    /** Makes the scheme known to H2; to be called before the first connection. */
    public static void register() {
        FilePath.register(new DurableFileSystem());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        boolean isNew = !exists();
        FileChannel file = super.open(mode);
        if (mode.equals("r")) {
            return file;
        }
        if (isNew) {
            syncDirectory();
        }
        return new DurableChannel(file);
    }

    /** Otherwise a power cut may take the new file as a whole, synced content or not. */
    private void syncDirectory() throws IOException {
        FilePath file = this;
        while (file instanceof FilePathWrapper wrapper) {
            file = wrapper.unwrap();
        }
        Path parent = Path.of(file.toString()).toAbsolutePath().getParent();
        try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
