package org.waybill.queue.core.config.compile;

import java.nio.file.Path;

/** Port: whether this server may read a file. */
public interface ReadableFiles {

    boolean canRead(Path file);
}
