package org.waybill.queue.local;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.sendmail.Form;
import org.waybill.queue.sendmail.Places;

/**
 * The mails that sendmail kept while no server ran. A file goes when its mail is in the queue; one that cannot become a
 * mail keeps lying there under another name, since nobody waits for an answer any more.
 */
public final class OfflineMails {

    private static final String REFUSED = ".refused";

    private final Path directory;
    private final LocalIntake intake;
    private final Consumer<String> log;

    /** @param log hears of mails that did not get into the queue */
    public OfflineMails(Path directory, LocalIntake intake, Consumer<String> log) {
        this.directory = directory;
        this.intake = intake;
        this.log = log;
    }

    /** Others of its group may put files there, and see none; the files belong to the group, so that we can read them. */
    public void prepare() throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx-wx---"));
            Files.setAttribute(directory, "unix:mode", 02730);
        }
    }

    /** Takes in what waits, in the order of names. A mail that is not taken for now stays for the next time. */
    public void takeIn() throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        List<Path> waiting;
        try (Stream<Path> files = Files.list(directory)) {
            waiting = files.filter(file -> String.valueOf(file.getFileName()).endsWith(Places.WAITING))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path file : waiting) {
            takeIn(file);
        }
    }

    private void takeIn(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            Form.Read read = Form.read(in);
            LocalVerdict verdict = intake.take(read.form().withUser(user(file, read.form())), in, read.size());
            if (verdict instanceof LocalVerdict.Queued) {
                Files.delete(file);
            } else if (verdict instanceof LocalVerdict.Refused refused && refused.temporary()) {
                log.accept(file + " waits on: " + LocalReplies.line(verdict));
            } else {
                putAside(file, LocalReplies.line(verdict));
            }
        } catch (AccessDeniedException e) {
            log.accept(file + " cannot be read: make the directory belong to this server's group, with mode 2730");
        } catch (EOFException | IllegalArgumentException e) {
            putAside(file, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            log.accept(file + " waits on: " + e);
        }
    }

    /** The owner of a file sent it, unless it is us: then it may have been sent before we owned it. */
    private String user(Path file, Form form) throws IOException {
        String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals(Files.getOwner(directory).getName()) && !form.user().isEmpty() ? form.user() : owner;
    }

    private void putAside(Path file, String reason) throws IOException {
        log.accept(file + " was put aside as " + REFUSED + ": " + reason);
        Files.move(file, file.resolveSibling(file.getFileName() + REFUSED));
    }
}
