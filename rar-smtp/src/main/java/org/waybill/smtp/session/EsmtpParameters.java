package org.waybill.smtp.session;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.Xtext;

/**
 * What stands behind the path of MAIL and RCPT: {@code KEYWORD} or {@code KEYWORD=value}, divided by spaces (RFC 5321
 * §4.1.2, esmtp-param), by a table of keywords for each of the two.
 */
final class EsmtpParameters {

    /** SIZE has at most 20 digits (RFC 1870 §4). */
    private static final String SIZE = "[0-9]{1,20}";

    /** The address type of RFC 6533. */
    private static final String UTF8_TYPE = "utf-8";

    private static final Pattern ESCAPED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})}");

    /** A keyword: the extension it belongs to, how its value changes what was read before it, what else is answered. */
    private record Keyword<P>(Extension extension, BiFunction<P, String, P> reader, SmtpReply unreadable) {
        Keyword(Extension extension, BiFunction<P, String, P> reader) {
            this(extension, reader, SmtpReply.PARAMETER_SYNTAX);
        }
    }

    private static final Map<String, Keyword<MailParameters>> MAIL = Map.of(
            "SIZE", new Keyword<>(Extension.SIZE, EsmtpParameters::size),
            "BODY", new Keyword<>(Extension.EIGHT_BIT_MIME, EsmtpParameters::body),
            "SMTPUTF8", new Keyword<>(Extension.SMTPUTF8, EsmtpParameters::smtpUtf8),
            "REQUIRETLS", new Keyword<>(Extension.REQUIRETLS, EsmtpParameters::requireTls),
            "RET", new Keyword<>(Extension.DSN, EsmtpParameters::returned),
            "ENVID", new Keyword<>(Extension.DSN, EsmtpParameters::envelopeId),
            "AUTH", new Keyword<>(Extension.AUTH, EsmtpParameters::submitter));

    private static final Map<String, Keyword<RcptParameters>> RCPT = Map.of(
            "NOTIFY", new Keyword<>(Extension.DSN, EsmtpParameters::notifications, SmtpReply.NOTIFICATION_SYNTAX),
            "ORCPT", new Keyword<>(Extension.DSN, EsmtpParameters::originalRecipient, SmtpReply.NOTIFICATION_SYNTAX));

    private EsmtpParameters() {}

    /** @throws Refused with the reply when they are not as they should be */
    static MailParameters ofMail(String text, Set<Extension> offered) throws Refused {
        MailParameters parameters = read(text, offered, MAIL, MailParameters.NONE);
        if (parameters.body() == BodyType.BINARY_MIME && !offered.contains(Extension.BINARY_MIME)) {
            throw new Refused(SmtpReply.PARAMETER_UNKNOWN);
        }
        return parameters;
    }

    /** @throws Refused with the reply when they are not as they should be */
    static RcptParameters ofRcpt(String text, Set<Extension> offered) throws Refused {
        return read(text, offered, RCPT, RcptParameters.NONE);
    }

    private static <P> P read(String text, Set<Extension> offered, Map<String, Keyword<P>> known, P none)
            throws Refused {
        P parameters = none;
        Set<String> seen = new HashSet<>();
        for (String word : text.trim().split(" +")) {
            if (word.isEmpty()) {
                continue;
            }
            int equals = word.indexOf('=');
            String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            Keyword<P> keyword = known.get(name);
            if (!isKeyword(name) || (equals >= 0 && value.isEmpty()) || !seen.add(name)) {
                throw new Refused(SmtpReply.PARAMETER_SYNTAX);
            }
            if (keyword == null || !offered.contains(keyword.extension())) {
                throw new Refused(SmtpReply.PARAMETER_UNKNOWN);
            }
            try {
                parameters = keyword.reader().apply(parameters, value);
            } catch (IllegalArgumentException e) {
                throw new Refused(keyword.unreadable());
            }
        }
        return parameters;
    }

    private static boolean isKeyword(String keyword) {
        return !keyword.isEmpty()
                && keyword.charAt(0) != '-'
                && keyword.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static MailParameters size(MailParameters mail, String value) {
        expect(value.matches(SIZE));
        try {
            return mail.withDeclaredSize(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return mail.withDeclaredSize(Long.MAX_VALUE); // what does not fit is as big as can be
        }
    }

    private static MailParameters body(MailParameters mail, String value) {
        for (BodyType type : BodyType.values()) {
            if (type.keyword().equalsIgnoreCase(value)) {
                return mail.withBody(type);
            }
        }
        throw new IllegalArgumentException(value);
    }

    private static MailParameters smtpUtf8(MailParameters mail, String value) {
        expect(value.isEmpty());
        return mail.withSmtpUtf8();
    }

    private static MailParameters requireTls(MailParameters mail, String value) {
        expect(value.isEmpty());
        return mail.withRequireTls();
    }

    private static MailParameters returned(MailParameters mail, String value) {
        String content = AsciiCase.upper(value);
        expect(!content.equals(ReturnedContent.UNSAID.name()));
        return mail.withReturned(ReturnedContent.valueOf(content));
    }

    private static MailParameters envelopeId(MailParameters mail, String value) {
        expect(!value.isEmpty() && value.length() <= MailParameters.MAX_ENVELOPE_ID);
        return mail.withEnvelopeId(Xtext.decode(value));
    }

    /** RFC 4954 §5: who first submitted the mail. We trust nobody's word on that, so it counts as {@code <>}. */
    private static MailParameters submitter(MailParameters mail, String value) {
        expect(!value.isEmpty());
        Xtext.decode(value);
        return mail;
    }

    private static RcptParameters notifications(RcptParameters rcpt, String value) {
        Set<Notify> notifications = EnumSet.noneOf(Notify.class);
        for (String word : value.split(",", -1)) {
            expect(notifications.add(Notify.valueOf(AsciiCase.upper(word))));
        }
        return new RcptParameters(notifications, rcpt.originalRecipient());
    }

    private static RcptParameters originalRecipient(RcptParameters rcpt, String value) {
        expect(value.length() <= RcptParameters.MAX_ORIGINAL_RECIPIENT);
        int semicolon = value.indexOf(';');
        expect(semicolon > 0 && value.substring(0, semicolon).matches("[A-Za-z0-9-]+"));
        String type = value.substring(0, semicolon);
        String encoded = value.substring(semicolon + 1);
        String address = Xtext.decode(type.equalsIgnoreCase(UTF8_TYPE) ? withoutEscapes(encoded) : encoded);
        expect(!address.isEmpty());
        return new RcptParameters(rcpt.notifications(), type + ";" + address);
    }

    /** RFC 6533 §3: {@code \x{7528}} stands for a character where UTF-8 itself may not. */
    private static String withoutEscapes(String encoded) {
        return ESCAPED.matcher(encoded).replaceAll(match -> {
            int character = Integer.parseInt(match.group(1), 16);
            expect(Character.isDefined(character) && !Character.isISOControl(character));
            return Matcher.quoteReplacement(Xtext.encode(Character.toString(character)));
        });
    }

    private static void expect(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException();
        }
    }

    /** A command that is answered with a refusal instead of being carried out. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient SmtpReply reply;

        Refused(SmtpReply reply) {
            super(reply.toString(), null, false, false); // no trace: a client's mistake is no event
            this.reply = reply;
        }

        SmtpReply reply() {
            return reply;
        }
    }
}
