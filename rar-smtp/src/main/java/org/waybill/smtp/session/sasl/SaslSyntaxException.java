package org.waybill.smtp.session.sasl;

/** A message that a mechanism's grammar does not allow. Its text goes to the log and holds nothing of the message. */
final class SaslSyntaxException extends Exception {

    SaslSyntaxException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
