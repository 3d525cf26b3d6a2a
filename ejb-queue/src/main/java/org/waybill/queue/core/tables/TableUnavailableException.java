package org.waybill.queue.core.tables;

/** A {@link KeyedSource} could not be asked, or what it answered cannot be used. */
public final class TableUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason a sentence for the log and the console, without anything secret */
    public TableUnavailableException(String reason) {
        super(reason);
    }

    /** @param reason a sentence for the log and the console, without anything secret */
    public TableUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
