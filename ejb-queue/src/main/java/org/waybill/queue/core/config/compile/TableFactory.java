package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import org.waybill.queue.core.tables.LookupTable;

/** Port: makes a table of a file. */
public interface TableFactory {

    /** A table that reads this file, now and whenever it changes. A file that is not there makes it unavailable. */
    LookupTable ofFile(String name, Path file);
}
