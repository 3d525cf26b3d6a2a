package org.waybill.micro;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line per record: time with offset, level, thread, logger, message; a stack trace follows where there is one. */
public final class LogFormat extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    @Override
    public String format(LogRecord entry) {
        StringWriter text = new StringWriter();
        PrintWriter line = new PrintWriter(text);
        line.printf(
                "%s %-7s [%d] %s: %s%n",
                TIME.format(entry.getInstant().atZone(ZoneId.systemDefault())),
                entry.getLevel().getName(),
                entry.getLongThreadID(),
                entry.getLoggerName(),
                formatMessage(entry));
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(line);
        }
        line.flush();
        return text.toString();
    }
}
