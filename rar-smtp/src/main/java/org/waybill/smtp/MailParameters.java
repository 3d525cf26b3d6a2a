package org.waybill.smtp;

import java.util.Objects;

/**
 * What stood behind the path of MAIL FROM and travels with the mail (RFC 5321 §4.1.1.11, Mail-parameters). None of it
 * belongs to an action: it is the sender's word about this one mail.
 *
 * @param declaredSize SIZE in octets (RFC 1870), 0 when it was not given
 * @param body BODY (RFC 6152, RFC 3030)
 * @param smtpUtf8 whether headers or addresses may be UTF-8 (RFC 6531)
 * @param requireTls whether the mail may only travel under verified TLS (RFC 8689)
 * @param returned RET (RFC 3461 §4.3)
 * @param envelopeId ENVID, decoded (RFC 3461 §4.4); printable ASCII, at most {@value #MAX_ENVELOPE_ID} characters, empty
 *     when it was not given
 */
public record MailParameters(
        long declaredSize,
        BodyType body,
        boolean smtpUtf8,
        boolean requireTls,
        ReturnedContent returned,
        String envelopeId) {

    /** RFC 3461 §5.4: as it stands on the wire, which is no shorter. */
    public static final int MAX_ENVELOPE_ID = 100;

    /** What MAIL FROM without parameters means. */
    public static final MailParameters NONE =
            new MailParameters(0, BodyType.SEVEN_BIT, false, false, ReturnedContent.UNSAID, "");

    /** How much of the mail a failure notice should hold. */
    public enum ReturnedContent {
        /** The server's choice. */
        UNSAID,
        /** RET=FULL. */
        FULL,
        /** RET=HDRS. */
        HDRS
    }

    public MailParameters {
        Objects.requireNonNull(body);
        Objects.requireNonNull(returned);
        if (declaredSize < 0) {
            throw new IllegalArgumentException("a size is not negative: " + declaredSize);
        }
        if (envelopeId.length() > MAX_ENVELOPE_ID || envelopeId.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "an envelope id has at most " + MAX_ENVELOPE_ID + " printable ASCII characters");
        }
    }

    public MailParameters withDeclaredSize(long size) {
        return new MailParameters(size, body, smtpUtf8, requireTls, returned, envelopeId);
    }

    public MailParameters withBody(BodyType type) {
        return new MailParameters(declaredSize, type, smtpUtf8, requireTls, returned, envelopeId);
    }

    public MailParameters withSmtpUtf8() {
        return new MailParameters(declaredSize, body, true, requireTls, returned, envelopeId);
    }

    public MailParameters withRequireTls() {
        return new MailParameters(declaredSize, body, smtpUtf8, true, returned, envelopeId);
    }

    public MailParameters withReturned(ReturnedContent content) {
        return new MailParameters(declaredSize, body, smtpUtf8, requireTls, content, envelopeId);
    }

    public MailParameters withEnvelopeId(String id) {
        return new MailParameters(declaredSize, body, smtpUtf8, requireTls, returned, id);
    }
}
