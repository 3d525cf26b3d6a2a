package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** For the history: what the system said, without a stack of exceptions. */
final class Reasons {

    private Reasons() {}

    static String of(IOException e) {
        if (e instanceof FileSystemException system) {
            String what = system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
            return system.getFile() + ": " + what;
        }
        return String.valueOf(e.getMessage());
    }
}
