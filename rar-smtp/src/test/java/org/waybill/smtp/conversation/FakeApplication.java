package org.waybill.smtp.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.netty.MailHandler;

/**
 * An application in memory. What it answers is in the addresses: a recipient {@code nobody} does not exist, {@code later}
 * cannot be looked up, and {@code broken} makes it throw; mail from {@code unlucky} cannot be stored, mail from
 * {@code bomb} makes it throw.
 */
public final class FakeApplication implements MailHandler {

    private final Executor executor;
    private final List<Mail> mails = new ArrayList<>();
    private final List<RecipientRequest> requests = new ArrayList<>();

    /**
     * A mail that was committed.
     *
     * @param text its content, one character for each octet
     */
    public record Mail(MailTransaction transaction, String text) {

        /** Without the Received header that the server put before it. */
        public String withoutTrace() {
            int end = text.indexOf("\r\n", text.indexOf(";\r\n\t") + 4) + 2;
            return text.substring(end);
        }
    }

    /** Answers on the asking thread. */
    public FakeApplication() {
        this(Runnable::run);
    }

    /** Answers on other threads, or whenever the executor likes to. */
    public FakeApplication(Executor executor) {
        this.executor = executor;
    }

    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    public synchronized List<RecipientRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public CompletionStage<RecipientVerdict> recipient(RecipientRequest request) {
        return CompletableFuture.supplyAsync(() -> decide(request), executor);
    }

    private synchronized RecipientVerdict decide(RecipientRequest request) {
        requests.add(request);
        return switch (request.recipient().localPart()) {
            case "nobody" -> new RecipientVerdict.Refused(SmtpReply.invalidRecipient(request.recipient()));
            case "later" -> new RecipientVerdict.Refused(SmtpReply.temporaryFailure());
            case "broken" -> throw new IllegalStateException("planted");
            default -> new RecipientVerdict.Accepted("plan for " + request.recipient());
        };
    }

    @Override
    public CompletionStage<SmtpReply> commit(MailTransaction mail) {
        return CompletableFuture.supplyAsync(() -> store(mail), executor);
    }

    private synchronized SmtpReply store(MailTransaction mail) {
        String sender = mail.sender().toString();
        if (sender.startsWith("bomb@")) {
            throw new IllegalStateException("planted");
        }
        if (sender.startsWith("unlucky@")) {
            return SmtpReply.notStored();
        }
        try (InputStream in = mail.body().open()) {
            mails.add(new Mail(mail, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SmtpReply.accepted(mail.id());
    }
}
