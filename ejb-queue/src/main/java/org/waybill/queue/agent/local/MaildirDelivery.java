package org.waybill.queue.agent.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * Delivers into maildirs: the file is written in {@code tmp}, synced, renamed into {@code new}, and the name is synced,
 * before the envelope counts as delivered. The name is made of the time of acceptance and the envelope's id, so an attempt
 * that is repeated after a crash finds its file and does not write a second one; only a mail that its reader has moved in
 * the meantime is delivered twice. That costs one look at one name.
 */
final class MaildirDelivery {

    private static final String JUNK = ".Junk";

    /** What the reference replaces in the name of a folder, and what would hide it elsewhere. */
    private static final String UNSAFE = "!#$%&'*/?^`{|}~\\";

    private final LocalPlaces places;
    private final SwitchUser switching;
    private final Helper helper;
    private final String hostname;

    MaildirDelivery(LocalPlaces places, SwitchUser switching, Helper helper) {
        this.places = places;
        this.switching = switching;
        this.helper = helper;
        // '/' would end the name, ':' begins a reader's flags
        this.hostname = places.hostname().replace('/', '-').replace(':', '-');
    }

    Outcome deliver(LocalMethod.Maildir method, LocalDelivery delivery) {
        String target = "maildir " + MaildirPlace.template(method, delivery.recipient());
        try {
            MaildirPlace place = MaildirPlace.of(places.data(), method, delivery.values());
            target = "maildir " + place.path();
            SwitchUser.Way way = place.path().startsWith(places.data().toAbsolutePath())
                    ? new SwitchUser.Way.Directly()
                    : switching.files(delivery.as());
            if (way instanceof SwitchUser.Way.Impossible impossible) {
                return new Outcome.Deferred(target, "451 4.3.5 " + impossible.reason());
            }
            if (way instanceof SwitchUser.Way.Through through) {
                return throughHelper(target, place.path(), method.junk(), delivery, through);
            }
            MaildirDirectory maildir = folder(MaildirDirectory.open(place), method.junk(), delivery);
            Path file = maildir.fresh().resolve(fileName(delivery));
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                write(maildir, file, delivery.message());
            }
            return new Outcome.Delivered(target, "250 2.0.0 Delivered");
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot write to the maildir: " + Reasons.of(e));
        }
    }

    private Outcome throughHelper(
            String target, Path maildir, boolean junk, LocalDelivery delivery, SwitchUser.Way.Through way)
            throws IOException {
        String folder = junk && isJunk(delivery) ? JUNK : "";
        return helper.deliver(
                target,
                delivery.as(),
                way,
                delivery.message()::writeTo,
                "maildir",
                maildir.toString(),
                fileName(delivery),
                folder,
                folder.isEmpty() ? folderOfTag(delivery) : "");
    }

    private static MaildirDirectory folder(MaildirDirectory maildir, boolean junk, LocalDelivery delivery)
            throws IOException {
        if (junk && isJunk(delivery)) {
            return maildir.folder(JUNK);
        }
        String tagged = folderOfTag(delivery);
        return !tagged.isEmpty() && maildir.hasFolder(tagged) ? maildir.folder(tagged) : maildir;
    }

    private static boolean isJunk(LocalDelivery delivery) throws IOException {
        HeaderSection header = delivery.header();
        return header.values("X-Spam").stream().anyMatch("yes"::equalsIgnoreCase)
                || header.values("X-Spam-Flag").stream().anyMatch("yes"::equalsIgnoreCase);
    }

    /** The name of the folder of a sub-address; empty without one. */
    private static String folderOfTag(LocalDelivery delivery) {
        if (!(delivery.envelope().ending() instanceof Ending.Address address)
                || address.tag().isEmpty()) {
            return "";
        }
        StringBuilder name = new StringBuilder(".");
        address.tag().chars().forEach(c -> name.append(UNSAFE.indexOf(c) >= 0 ? ':' : (char) c));
        // dots alone would be this directory or the one above
        return name.chars().allMatch(c -> c == '.') ? "" : name.toString();
    }

    private String fileName(LocalDelivery delivery) {
        EnvelopeId id = delivery.envelope().id();
        return delivery.job().message().receivedAt().getEpochSecond() + "." + id.message() + "-" + id.number() + "."
                + hostname;
    }

    private static void write(MaildirDirectory maildir, Path file, LocalMessage message) throws IOException {
        // a name of its own: a late attempt whose lease is lost may still be writing the same mail
        Path draft = Files.createTempFile(maildir.tmp(), file.getFileName() + ".", "");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), LocalMessage.BUFFER);
                message.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            MaildirDirectory.sync(maildir.fresh());
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
