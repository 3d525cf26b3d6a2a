package org.waybill.queue.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a peer writes down while it works. */
final class PeerLog {

    private final Path file;
    private final Pattern command;
    private long forgotten;

    /** @param command a line that tells of one, which is the line's first group */
    PeerLog(Path file, Pattern command) {
        this.file = file;
        this.command = command;
    }

    /** Since it was made. */
    String text() {
        return Peers.text(file);
    }

    /** The commands since it was forgotten. */
    List<String> heard() {
        return command.matcher(text().substring((int) forgotten))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    void forget() throws Exception {
        forgotten = Files.size(file);
    }
}
