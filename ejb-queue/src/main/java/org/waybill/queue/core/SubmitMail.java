package org.waybill.queue.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.enqueue.LocalHeader;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.core.submit.OtherHeader;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.HeaderLimits;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/**
 * Mail that comes from inside of this server: asks what a session would have asked, {@link AcceptStep} and
 * {@link AcceptRecipient}, and hands the mail to {@link AcceptMail} in the transaction of the caller. All of its recipients
 * or none, unless the caller says otherwise: nobody is there to be told of some.
 */
public final class SubmitMail {

    /** Here it stays so, unlike in a session that may bring the others in a second mail. */
    private static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(550, "5.5.3", "Too many recipients");

    private final Supplier<Configuration> current;
    private final String hostname;
    private final Supplier<MessageId> ids;
    private final BooleanSupplier accepting;
    private final Verbs verbs;
    private final Clock clock;

    /** What is asked and done for a mail. */
    public record Verbs(
            Function<StepRequest, StepVerdict> steps,
            Function<RecipientRequest, RecipientVerdict> recipients,
            AcceptMail accept) {}

    /**
     * @param hostname the domain of senders that have none, and our name in headers
     * @param accepting whether there is room for more mail
     */
    public SubmitMail(
            Supplier<Configuration> current,
            String hostname,
            Supplier<MessageId> ids,
            BooleanSupplier accepting,
            Verbs verbs,
            Clock clock) {
        this.current = current;
        this.hostname = hostname;
        this.ids = ids;
        this.accepting = accepting;
        this.verbs = verbs;
        this.clock = clock;
    }

    /** @throws UncheckedIOException if the content cannot be read, or the body not be written */
    public LocalVerdict submit(LocalMail mail) {
        try {
            HeaderSection header = HeaderSection.of(mail.content(), 2 * HeaderLimits.MAX_OCTETS);
            BodyScan scan = BodyScan.of(mail.content());
            Optional<SmtpReply> trouble = trouble(mail, header, scan);
            return trouble.isPresent() ? refused(trouble.get()) : submit(mail, header, scan);
        } catch (SubmitSteps.Refused e) {
            return refused(e.reply());
        } catch (IOException e) {
            throw new UncheckedIOException("the content of a mail cannot be read", e);
        }
    }

    private static LocalVerdict refused(SmtpReply reply) {
        return new LocalVerdict.Refused(List.of(new LocalVerdict.Refusal("", reply)));
    }

    private Optional<SmtpReply> trouble(LocalMail mail, HeaderSection header, BodyScan scan) {
        Configuration configuration = current.get();
        if (!accepting.getAsBoolean()) {
            return Optional.of(SmtpReply.SPOOL_FULL);
        }
        if (mail.content().size() > configuration.maxMessageSize()) {
            return Optional.of(SmtpReply.MAIL_TOO_BIG);
        }
        if (header.toString().length() > HeaderLimits.MAX_OCTETS) {
            return Optional.of(SmtpReply.HEADER_TOO_BIG);
        }
        // a program that sends on what it gets may do so in circles
        if (HeaderLimits.isLoop(header.values("Received").size())) {
            return Optional.of(SmtpReply.MAIL_LOOP);
        }
        if (!scan.clean()) {
            return Optional.of(SmtpReply.UNSAFE_CHUNK);
        }
        if (!configuration.socket().dsn() && mail.asksForReports()) {
            return Optional.of(SmtpReply.PARAMETER_UNKNOWN);
        }
        if (mail.recipients().isEmpty()) {
            return Optional.of(SmtpReply.NO_VALID_RECIPIENTS);
        }
        return mail.recipients().size() > configuration.sessionLimits().recipients()
                ? Optional.of(TOO_MANY_RECIPIENTS)
                : Optional.empty();
    }

    private LocalVerdict submit(LocalMail given, HeaderSection header, BodyScan scan) throws SubmitSteps.Refused {
        SocketPolicy policy = current.get().socket();
        Peer peer = Peer.local(given.user()).withTag(policy.tag());
        SubmitSteps steps = new SubmitSteps(verbs.steps(), peer);
        LocalMail mail = given.withSender(steps.begin(hostname, complete(given.sender())));
        MailParameters parameters = parameters(mail, scan);
        MessageId id = ids.get();
        List<MailTransaction.Recipient> accepted = new ArrayList<>();
        List<LocalVerdict.Refusal> refusals = new ArrayList<>();
        for (LocalMail.Recipient recipient : mail.recipients()) {
            try {
                accepted.add(accept(new RecipientRequest(
                        id,
                        peer,
                        mail.sender(),
                        parameters,
                        steps.recipient(mail.sender(), recipient.address(), addresses(accepted)),
                        recipient.parameters())));
            } catch (SubmitSteps.Refused e) {
                refusals.add(new LocalVerdict.Refusal(recipient.address().toString(), e.reply()));
            }
        }
        if (accepted.isEmpty() || !(refusals.isEmpty() || mail.partial())) {
            return new LocalVerdict.Refused(refusals);
        }
        steps.end(mail.sender(), addresses(accepted));
        Instant now = clock.instant();
        String fields =
                new LocalHeader(hostname, mail, accepted, policy.maskSource(), steps.junk()).before(header, id, now);
        MailTransaction transaction = new MailTransaction(
                id, peer, mail.sender(), parameters, accepted, new OtherHeader(fields, 0, mail.content()), now);
        verbs.accept().accept(List.of(transaction));
        return new LocalVerdict.Queued(transaction, refusals);
    }

    private ReversePath complete(ReversePath sender) {
        return sender instanceof ReversePath.From from
                        && from.address().domain().isEmpty()
                ? new ReversePath.From(from.address().withDomain(hostname))
                : sender;
    }

    /** What a client would have had to declare. */
    private static MailParameters parameters(LocalMail mail, BodyScan scan) {
        MailParameters said = mail.parameters().withDeclaredSize(mail.content().size());
        MailParameters typed =
                scan.eightBit() && said.body() == BodyType.SEVEN_BIT ? said.withBody(BodyType.EIGHT_BIT_MIME) : said;
        return mail.hasAsciiEnvelope() ? typed : typed.withSmtpUtf8();
    }

    private static List<MailAddress> addresses(List<MailTransaction.Recipient> recipients) {
        return recipients.stream().map(MailTransaction.Recipient::address).toList();
    }

    private MailTransaction.Recipient accept(RecipientRequest request) throws SubmitSteps.Refused {
        RecipientVerdict verdict = verbs.recipients().apply(request);
        if (verdict instanceof RecipientVerdict.Refused refused) {
            throw new SubmitSteps.Refused(refused.reply());
        }
        Object plan = ((RecipientVerdict.Accepted) verdict).plan();
        return new MailTransaction.Recipient(request.recipient(), request.rcpt(), plan);
    }
}
