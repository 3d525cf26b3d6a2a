package org.waybill.queue.local;

import jakarta.mail.internet.InternetAddress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.sendmail.Form;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;

/** Makes a {@link LocalMail} of a {@link Form} and the text behind it, and has it sent. */
public final class LocalIntake {

    private static final int MAX_HEADER = 512 * 1024;

    private static final int SHOWN = 200;

    private final LongSupplier maxMessageSize;
    private final Function<LocalMail, LocalVerdict> submit;

    /**
     * @param maxMessageSize in octets
     * @param submit in a transaction: what it answers counts only if that has been committed
     */
    public LocalIntake(LongSupplier maxMessageSize, Function<LocalMail, LocalVerdict> submit) {
        this.maxMessageSize = maxMessageSize;
        this.submit = submit;
    }

    /**
     * Sends a mail.
     *
     * @param size how many octets of the stream are the mail
     * @throws EOFException if there are fewer
     */
    public LocalVerdict take(Form form, InputStream in, long size) throws IOException {
        long limit = maxMessageSize.getAsLong();
        if (size > limit) {
            return refused("", SmtpReply.MAIL_TOO_BIG);
        }
        Exactly mail = new Exactly(in, size);
        try (LocalContent content = LocalContent.of(mail, limit)) {
            if (content.size() <= limit) {
                mail.requireEnd();
            }
            return take(form, content);
        }
    }

    private LocalVerdict take(Form form, LocalContent content) throws IOException {
        HeaderSection header = HeaderSection.of(content, MAX_HEADER);
        LocalMail mail;
        try {
            mail = mail(form, header, content);
        } catch (BadPart e) {
            return refused(e.part, e.reply);
        }
        return submit.apply(mail);
    }

    private static LocalVerdict refused(String part, SmtpReply reply) {
        return new LocalVerdict.Refused(List.of(new LocalVerdict.Refusal(part, reply)));
    }

    private static LocalMail mail(Form form, HeaderSection header, LocalContent content) throws BadPart {
        RcptParameters rcpt = rcpt(form.notifications());
        List<LocalMail.Recipient> recipients = new ArrayList<>();
        for (String address : addresses(form, header)) {
            recipients.add(new LocalMail.Recipient(address(address, SmtpReply.RECIPIENT_SYNTAX), rcpt));
        }
        ReversePath sender = sender(form, header);
        return new LocalMail(
                form.user(), sender, parameters(form), recipients, content, author(form, sender), form.partial());
    }

    private static List<String> addresses(Form form, HeaderSection header) throws BadPart {
        List<String> addresses = new ArrayList<>(form.recipients());
        if (form.headers()) {
            try {
                addresses.addAll(HeaderAddresses.recipients(header));
            } catch (IllegalArgumentException e) {
                throw new BadPart(shown(String.valueOf(e.getMessage())), SmtpReply.RECIPIENT_SYNTAX);
            }
        }
        return addresses.stream().distinct().toList();
    }

    /** Who is named, else who sends it, else who wrote it. */
    private static ReversePath sender(Form form, HeaderSection header) throws BadPart {
        if (form.sender().equals("<>")) {
            return new ReversePath.Null();
        }
        String named = form.sender().isEmpty() ? form.user() : form.sender();
        return new ReversePath.From(address(named.isEmpty() ? author(header) : named, SmtpReply.SENDER_SYNTAX));
    }

    private static String author(HeaderSection header) throws BadPart {
        try {
            return HeaderAddresses.author(header);
        } catch (IllegalArgumentException e) {
            throw new BadPart("", SmtpReply.SENDER_SYNTAX);
        }
    }

    private static MailAddress address(String text, SmtpReply otherwise) throws BadPart {
        boolean bracketed = text.startsWith("<") && text.endsWith(">");
        try {
            return MailAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new BadPart(shown(text), otherwise);
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static RcptParameters rcpt(String notify) throws BadPart {
        try {
            Set<Notify> set = notify.isEmpty()
                    ? Set.of()
                    : Arrays.stream(notify.split(",", -1)).map(Notify::valueOf).collect(Collectors.toSet());
            return new RcptParameters(set, "");
        } catch (IllegalArgumentException e) {
            throw new BadPart(shown(notify), SmtpReply.PARAMETER_SYNTAX);
        }
    }

    private static MailParameters parameters(Form form) throws BadPart {
        try {
            MailParameters parameters = MailParameters.NONE.withEnvelopeId(form.envelopeId());
            return form.returned().isEmpty()
                    ? parameters
                    : parameters.withReturned(ReturnedContent.valueOf(form.returned()));
        } catch (IllegalArgumentException e) {
            throw new BadPart(shown(form.envelopeId()), SmtpReply.PARAMETER_SYNTAX);
        }
    }

    private static String author(Form form, ReversePath sender) {
        if (form.name().isEmpty() || !(sender instanceof ReversePath.From from)) {
            return "";
        }
        try {
            return new InternetAddress(from.address().toString(), form.name(), StandardCharsets.UTF_8.name())
                    .toString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong, and the reply to it. */
    private static final class BadPart extends Exception {

        private final String part;

        @SuppressWarnings("serial") // it leaves this class in no other form
        private final SmtpReply reply;

        BadPart(String part, SmtpReply reply) {
            super(part);
            this.part = part;
            this.reply = reply;
        }
    }

    /** The next octets of a stream that goes on. */
    private static final class Exactly extends InputStream {

        private final InputStream in;
        private long left;

        Exactly(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        void requireEnd() throws EOFException {
            if (left > 0) {
                throw new EOFException("the mail ends early");
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(octets, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
