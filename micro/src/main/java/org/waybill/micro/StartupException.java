package org.waybill.micro;

/** Why Waybill cannot start; the message is the one line that the operator reads. */
final class StartupException extends Exception {

    StartupException(String message) {
        super(message);
    }

    StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
