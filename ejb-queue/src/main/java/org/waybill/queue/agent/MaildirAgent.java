package org.waybill.queue.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.PathTemplate;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/**
 * Delivers into maildirs: the file is written in {@code tmp}, synced, renamed into {@code new}, and the name is synced,
 * before the envelope counts as delivered. The name is made of the time of acceptance and the envelope's id, so an attempt
 * that is repeated after a crash finds its file and does not write a second one; only a mail that its reader has moved in
 * the meantime is delivered twice. That costs one look at one name.
 */
public final class MaildirAgent implements DeliveryAgent {

    private static final int BUFFER = 32 * 1024;

    private static final int MAX_HEADER = 256 * 1024;

    private final Path base;
    private final String hostname;

    /**
     * @param base what relative paths lie below
     * @param hostname ends the files' names
     */
    public MaildirAgent(Path base, String hostname) {
        this.base = base;
        // '/' would end the name, ':' begins a reader's flags
        this.hostname = hostname.replace('/', '-').replace(':', '-');
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        String path = ((LocalMethod.Maildir) ((Action.Local) action).method()).path();
        String template = path.isEmpty() ? "mail/%{user.username}" : path;
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        for (Envelope envelope : job.envelopes()) {
            outcomes.put(envelope.id(), deliver(template, envelope, job));
        }
        return outcomes;
    }

    private Outcome deliver(String template, Envelope envelope, DeliveryJob job) {
        String target = "maildir " + template;
        try {
            if (loops(envelope.recipient(), job.body())) {
                return new Outcome.Failed(
                        target, "554 5.4.6 Mail loop: delivered to <" + envelope.recipient() + "> before");
            }
            String expanded = PathTemplate.parse(template).expand(name -> value(name, envelope));
            target = "maildir " + expanded;
            MaildirDirectory maildir = MaildirDirectory.open(base, template, expanded);
            Path file = maildir.fresh().resolve(fileName(envelope, job.message()));
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                write(maildir, file, envelope, job);
            }
            return new Outcome.Delivered(target, "250 2.0.0 Delivered");
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot write to the maildir: " + reason(e));
        }
    }

    private static boolean loops(MailAddress recipient, MessageBody body) throws IOException {
        // as the header has it: one character for each octet
        byte[] octets = recipient.toString().getBytes(StandardCharsets.UTF_8);
        String address = new String(octets, StandardCharsets.ISO_8859_1);
        return HeaderSection.of(body, MAX_HEADER).values("Delivered-To").stream()
                .anyMatch(address::equalsIgnoreCase);
    }

    /** Domains in the one form in which they are compared, so that one mailbox has one directory. */
    private static String value(String name, Envelope envelope) {
        MailAddress recipient = inOneForm(envelope.recipient());
        MailAddress destination = inOneForm(envelope.destination());
        return switch (name) {
            case "user.username" -> envelope.user();
            case "rcpt" -> recipient.toString();
            case "rcpt.user" -> recipient.localPart();
            case "rcpt.domain" -> recipient.domain();
            case "dest" -> destination.toString();
            case "dest.user" -> destination.localPart();
            case "dest.domain" -> destination.domain();
            case "sender" ->
                envelope.sender() instanceof ReversePath.From from
                        ? inOneForm(from.address()).toString()
                        : "";
            case "sender.user" ->
                envelope.sender() instanceof ReversePath.From from
                        ? from.address().localPart()
                        : "";
            case "sender.domain" ->
                envelope.sender() instanceof ReversePath.From from
                        ? from.address().domainKey()
                        : "";
            default -> "";
        };
    }

    private static MailAddress inOneForm(MailAddress address) {
        return address.withDomain(address.domainKey());
    }

    private String fileName(Envelope envelope, StoredMessage message) {
        EnvelopeId id = envelope.id();
        return message.receivedAt().getEpochSecond() + "." + id.message() + "-" + id.number() + "." + hostname;
    }

    private static void write(MaildirDirectory maildir, Path file, Envelope envelope, DeliveryJob job)
            throws IOException {
        // a name of its own: a late attempt whose lease is lost may still be writing the same mail
        Path draft = Files.createTempFile(maildir.tmp(), file.getFileName() + ".", "");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                write(envelope, job, out);
                out.flush();
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            MaildirDirectory.sync(maildir.fresh());
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Lines end as in every text file of the system; a mail that need not have lines stays as it is. */
    private static void write(Envelope envelope, DeliveryJob job, OutputStream out) throws IOException {
        boolean binary = job.message().parameters().body() == BodyType.BINARY_MIME;
        out.write(trace(envelope, binary ? "\r\n" : "\n").getBytes(StandardCharsets.UTF_8));
        if (binary) {
            try (InputStream in = job.body().open()) {
                in.transferTo(out);
            }
        } else {
            copyLines(job.body(), out);
        }
    }

    private static String trace(Envelope envelope, String lineEnd) {
        String returnPath = envelope.sender() instanceof ReversePath.From from
                ? "Return-Path: <" + from.address() + ">" + lineEnd
                : "";
        return returnPath + "Delivered-To: " + envelope.recipient() + lineEnd;
    }

    /** CR LF becomes LF; a CR that stands alone stays. */
    private static void copyLines(MessageBody body, OutputStream out) throws IOException {
        byte[] octets = new byte[BUFFER];
        // one more: a CR may be left over from the piece before
        byte[] lines = new byte[BUFFER + 1];
        boolean afterCr = false;
        try (InputStream in = body.open()) {
            for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
                int length = 0;
                for (int i = 0; i < count; i++) {
                    if (afterCr && octets[i] != '\n') {
                        lines[length++] = '\r';
                    }
                    afterCr = octets[i] == '\r';
                    if (!afterCr) {
                        lines[length++] = octets[i];
                    }
                }
                out.write(lines, 0, length);
            }
        }
        if (afterCr) {
            out.write('\r');
        }
    }

    /** For the history: what the system said, without a stack of exceptions. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException system) {
            String what = system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
            return system.getFile() + ": " + what;
        }
        return String.valueOf(e.getMessage());
    }
}
