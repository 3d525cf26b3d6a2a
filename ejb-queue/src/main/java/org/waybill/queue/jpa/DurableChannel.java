package org.waybill.queue.jpa;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/**
 * A file whose writes are on stable storage when they return. Reads do not wait for a sync that is under way. A thread that
 * is interrupted stays so, but only after its access: Java would close the file under everybody.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class DurableChannel extends FileBase {

    private final FileChannel file;

    DurableChannel(FileChannel file) {
        this.file = file;
    }

    private interface Access {
        int carryOut() throws IOException;
    }

    private static int undisturbed(Access access) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return access.carryOut();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int write(ByteBuffer octets) throws IOException {
        return undisturbed(() -> {
            int n = file.write(octets);
            file.force(false);
            return n;
        });
    }

    @Override
    public int write(ByteBuffer octets, long position) throws IOException {
        return undisturbed(() -> {
            int n = file.write(octets, position);
            file.force(false);
            return n;
        });
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return undisturbed(() -> file.read(target));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return undisturbed(() -> file.read(target, position));
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
