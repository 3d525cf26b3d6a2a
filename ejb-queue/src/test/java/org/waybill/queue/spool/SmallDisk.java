package org.waybill.queue.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Files on a disk with so much space, whose syncs and truncations fail on demand and are counted. */
final class SmallDisk implements ChannelOpener {

    private final AtomicLong space = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean syncFails;
    private volatile boolean truncateFails;
    private int syncs;
    private int files;

    /** From now on there is space for so many octets. */
    void setSpace(long octets) {
        space.set(octets);
    }

    void setSyncFails(boolean fails) {
        syncFails = fails;
    }

    void setTruncateFails(boolean fails) {
        truncateFails = fails;
    }

    synchronized int syncs() {
        return syncs;
    }

    synchronized int files() {
        return files;
    }

    @Override
    public synchronized FileChannel create(Path file) throws IOException {
        files++;
        return new Limited(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private final class Limited extends FileChannel {
        private final FileChannel file;

        Limited(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            int n = (int) Math.min(space.get(), octets.remaining());
            file.write(octets.slice().limit(n));
            octets.position(octets.position() + n);
            space.addAndGet(-n);
            if (octets.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            return n;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (truncateFails) {
                throw new IOException("Input/output error");
            }
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (SmallDisk.this) {
                syncs++;
            }
            if (syncFails) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
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
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
