package org.waybill.queue.core.envelope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;

/** Those parameters that a sender gave, by their keywords and always in the same order, with their values decoded. */
public final class GivenParameters {

    private GivenParameters() {}

    /** Of MAIL FROM; a keyword that has no value has an empty one. */
    public static Map<String, String> of(MailParameters parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        if (parameters.body() != BodyType.SEVEN_BIT) {
            given.put("BODY", parameters.body().keyword());
        }
        if (parameters.smtpUtf8()) {
            given.put("SMTPUTF8", "");
        }
        if (parameters.requireTls()) {
            given.put("REQUIRETLS", "");
        }
        if (parameters.returned() != ReturnedContent.UNSAID) {
            given.put("RET", parameters.returned().name());
        }
        if (!parameters.envelopeId().isEmpty()) {
            given.put("ENVID", parameters.envelopeId());
        }
        return Collections.unmodifiableMap(given);
    }

    /** Of RCPT TO. */
    public static Map<String, String> of(RcptParameters parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        if (!parameters.notifications().isEmpty()) {
            given.put("NOTIFY", DsnText.notifications(parameters.notifications()));
        }
        if (!parameters.originalRecipient().isEmpty()) {
            given.put("ORCPT", parameters.originalRecipient());
        }
        return Collections.unmodifiableMap(given);
    }
}
