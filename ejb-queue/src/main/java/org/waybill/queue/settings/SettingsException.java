package org.waybill.queue.settings;

/** A setting is wrong; the message is one line that names it. */
public final class SettingsException extends Exception {
    public SettingsException(String message) {
        super(message);
    }
}
