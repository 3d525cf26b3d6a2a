package org.waybill.queue.sendmail;

/** The command line is wrong; the message says what was expected. */
final class UsageException extends Exception {

    UsageException(String message) {
        super(message);
    }
}
