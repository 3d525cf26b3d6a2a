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
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramSecret;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;
import org.waybill.smtp.netty.MailHandler;

/**
 * An application in memory. What it answers is in the addresses: a recipient {@code nobody} does not exist, {@code later}
 * cannot be looked up, and {@code broken} makes it throw; mail from {@code unlucky} cannot be stored, mail from
 * {@code bomb} makes it throw; nobody may send as {@code forged}. The only user is {@code user} with the password
 * {@code pencil}; {@code later} cannot be looked up. Where it is asked at steps, every client is called
 * {@code client.good.test}; names and addresses that begin with {@code spam}, {@code busy}, {@code rude}, {@code dubious},
 * {@code old}, {@code senseless} and {@code undecided} have other answers than others, and so have
 * DATA from {@code drop} and {@code hangup} and the mail of {@code keep}.
 */
public class FakeApplication implements MailHandler {

    /** Of the password "pencil", as in RFC 7677 §3. */
    private static final ScramSecret PENCIL = new ScramSecret(
            "W22ZaJ0SNY7soEsUEjb6gQ==",
            4096,
            "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=",
            "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");

    private static final ReverseName CLIENT_NAME = new ReverseName(ReverseName.Status.CONFIRMED, "client.good.test");

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
    public CompletionStage<StepVerdict> step(StepRequest request) {
        return CompletableFuture.supplyAsync(() -> go(request), executor);
    }

    private static StepVerdict go(StepRequest request) {
        boolean named = request.peer().reverse().status() != ReverseName.Status.UNKNOWN;
        if (request.step() == Step.CONNECT && !named) {
            return new StepVerdict.Named(CompletableFuture.completedStage(CLIENT_NAME));
        }
        String planned = request.argument().replaceAll("[@.].*", "");
        String sender = request.sender().toString().replaceAll("@.*", "");
        return switch (planned.isEmpty() ? sender + "-" + request.step() : planned) {
            case "spam", "drop-DATA" -> new StepVerdict.Refused(SmtpReply.of(550, "5.7.1", "go away"));
            case "keep-COMMIT" -> new StepVerdict.Refused(SmtpReply.of(550, "5.7.1", "not this one"));
            case "busy" -> new StepVerdict.Refused(SmtpReply.of(421, "4.7.0", "not now"));
            case "rude", "hangup-DATA" -> new StepVerdict.Disconnected(SmtpReply.of(550, "5.7.1", "and stay away"));
            case "dubious" -> StepVerdict.junk(request);
            case "old" -> new StepVerdict.Rewritten(request.argument().replace("old", "new"), false);
            case "senseless" -> new StepVerdict.Rewritten("no address", false);
            case "undecided" -> throw new IllegalStateException("planted");
            default -> new StepVerdict.Proceed();
        };
    }

    @Override
    public CompletionStage<PasswordVerdict> password(PasswordRequest request) {
        return CompletableFuture.supplyAsync(() -> check(request), executor);
    }

    private static PasswordVerdict check(PasswordRequest request) {
        if (request.user().equals("later")) {
            throw new IllegalStateException("planted");
        }
        return request.user().equals("user") && request.password().equals("pencil")
                ? new PasswordVerdict.Authenticated("user")
                : new PasswordVerdict.Refused();
    }

    @Override
    public CompletionStage<ScramVerdict> scram(ScramRequest request) {
        return CompletableFuture.supplyAsync(() -> secretOf(request.user()), executor);
    }

    private static ScramVerdict secretOf(String user) {
        return switch (user) {
            case "user" -> new ScramVerdict.Known("user", PENCIL);
            case "later" -> throw new IllegalStateException("planted");
            default -> new ScramVerdict.Unknown();
        };
    }

    @Override
    public CompletionStage<SenderVerdict> sender(SenderRequest request) {
        boolean forged = request.sender().toString().startsWith("forged@");
        return CompletableFuture.supplyAsync(
                () -> forged
                        ? new SenderVerdict.Refused(SmtpReply.of(550, "5.7.1", "Sender rejected"))
                        : new SenderVerdict.Accepted(),
                executor);
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
