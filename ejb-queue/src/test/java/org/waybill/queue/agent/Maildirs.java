package org.waybill.queue.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a peer delivered.
 *
 * @param root holds a maildir for each user, and belongs to {@value #OWNER}
 */
record Maildirs(Path root) {

    /** Nobody, by number. */
    static final String OWNER = "65534:65534";

    /** @param root to be made */
    static Maildirs make(Path root) throws Exception {
        Peers.openDirectory(root);
        Peers.run("", "chown", OWNER, root.toString());
        return new Maildirs(root);
    }

    /** Waits for it. */
    String onlyMailOf(String user) {
        return mailsOf(user, 1).get(0);
    }

    /** Waits for so many. */
    List<String> mailsOf(String user, int count) {
        Path mails = root.resolve(user).resolve("new");
        Peers.await(
                "there are mails for " + user,
                () -> Files.isDirectory(mails) && read(mails).size() >= count);
        List<String> found = read(mails);
        if (found.size() != count) {
            throw new AssertionError(found.size() + " mails for " + user);
        }
        return found;
    }

    /** Whatever is in a maildir is there at once and in whole. */
    private static List<String> read(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Peers::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before each test. */
    void forget() throws Exception {
        Peers.run("", "find", root.toString(), "-type", "f", "-delete");
    }
}
