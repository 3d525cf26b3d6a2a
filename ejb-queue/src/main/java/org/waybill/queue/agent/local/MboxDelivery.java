package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.users.User;

/** Appends to the mailboxes of the system's spool, and to the files that aliases and .forward files name. */
final class MboxDelivery {

    private static final Outcome.Delivered NOWHERE = new Outcome.Delivered("file /dev/null", "250 2.0.0 Discarded");

    private final LocalPlaces places;
    private final SwitchUser switching;
    private final ServerUser server;
    private final Helper helper;
    private final LocalPatience patience;
    private final Clock clock;

    MboxDelivery(
            LocalPlaces places,
            SwitchUser switching,
            ServerUser server,
            Helper helper,
            LocalPatience patience,
            Clock clock) {
        this.places = places;
        this.switching = switching;
        this.server = server;
        this.helper = helper;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * To the user's mailbox. The spool is the system's and no place where a user can lead us, so this process writes it
     * itself where it may; else the user does.
     */
    Outcome toSpool(LocalDelivery delivery) {
        String name = delivery.as().name();
        String target = "mbox " + name;
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return new Outcome.Failed(target, "550 5.1.1 No mailbox can have the name of the user");
        }
        Path file = places.spool().resolve(name);
        try {
            create(file, delivery.as());
            append(file, delivery);
            return new Outcome.Delivered(target, "250 2.0.0 Delivered");
        } catch (AccessDeniedException e) {
            return switching.files(delivery.as()) instanceof SwitchUser.Way.Through through
                    ? throughHelper(target, file, delivery, through)
                    : trouble(target, e);
        } catch (IOException e) {
            return trouble(target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(target, "451 4.3.2 The server is stopping");
        }
    }

    /** A mailbox belongs to its user and, where the spool's directory says so, to the group of those who deliver. */
    private void create(Path file, User user) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean another = user.account() instanceof User.Account.Unix && !server.is(user);
        long owner = another && user.account() instanceof User.Account.Unix unix ? unix.uid() : -1;
        mailbox(file).create(owner, "rw-rw----");
    }

    private Mailbox mailbox(Path file) {
        return new Mailbox(file, clock, patience.lock());
    }

    private void append(Path file, LocalDelivery delivery) throws IOException, InterruptedException {
        mailbox(file).append(MboxFormat.of(delivery.message(), clock.instant().atZone(clock.getZone())));
    }

    /** To a file that an alias or a .forward file names: whoever names it must be who writes it. */
    Outcome toFile(Ending.MailFile ending, LocalDelivery delivery) {
        if (ending.path().equals("/dev/null")) {
            return NOWHERE;
        }
        String target = "file " + ending.path();
        Path file = Path.of(ending.path());
        SwitchUser.Way way = switching.command(delivery.as());
        if (way instanceof SwitchUser.Way.Impossible impossible) {
            return new Outcome.Deferred(target, "451 4.3.5 " + impossible.reason());
        }
        if (way instanceof SwitchUser.Way.Through through) {
            return throughHelper(target, file, delivery, through);
        }
        try {
            mailbox(file).create(-1, "rw-------");
            append(file, delivery);
            return new Outcome.Delivered(target, "250 2.0.0 Delivered");
        } catch (IOException e) {
            return trouble(target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(target, "451 4.3.2 The server is stopping");
        }
    }

    private Outcome throughHelper(String target, Path file, LocalDelivery delivery, SwitchUser.Way.Through way) {
        return helper.deliver(
                target,
                delivery.as(),
                way,
                MboxFormat.of(delivery.message(), clock.instant().atZone(clock.getZone())),
                "mbox",
                file.toString(),
                Long.toString(patience.lock().toSeconds()));
    }

    private static Outcome trouble(String target, IOException e) {
        return new Outcome.Deferred(target, "451 4.3.0 Cannot write to the mailbox: " + Reasons.of(e));
    }
}
