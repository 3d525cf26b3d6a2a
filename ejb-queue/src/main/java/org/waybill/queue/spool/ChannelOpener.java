package org.waybill.queue.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Makes the file of a new segment; a test's own one runs out of space on demand. */
interface ChannelOpener {

    /** A new file, open for writing; fails if there is one already. */
    FileChannel create(Path file) throws IOException;
}
