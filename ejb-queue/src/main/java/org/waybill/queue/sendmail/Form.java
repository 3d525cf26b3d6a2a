package org.waybill.queue.sendmail;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes before a mail on its way into the server, by the socket or as a file: lines {@code key: value} in UTF-8 up to
 * an empty one. Then come exactly as many octets as {@code size} says, so that a mail that was cut off is never taken for
 * a whole one.
 *
 * @param user who sends it, as far as the sender knows; where the system says who it is, the system is believed
 * @param sender whom reports go to; {@code <>} for nobody, empty for the user
 * @param name the full name that a missing From field gets, empty for none
 * @param recipients addresses
 * @param headers whether the addresses of To, Cc and Bcc are recipients, too
 * @param partial whether to send it to the good recipients if others are not
 * @param notifications what to tell of the recipients, as NOTIFY has it; empty for the usual
 * @param returned {@code FULL} or {@code HDRS} as RET has it; empty for the usual
 * @param envelopeId ENVID, empty for none
 */
public record Form(
        String user,
        String sender,
        String name,
        List<String> recipients,
        boolean headers,
        boolean partial,
        String notifications,
        String returned,
        String envelopeId) {

    private static final String VERSION = "waybill-mail: 1";

    private static final int MAX_LINE = 4096;

    /** Room for the recipients of a mail, and many more. */
    private static final int MAX_SIZE = 1 << 20;

    /** A form and the length of the mail behind it. */
    public record Read(Form form, long size) {}

    /** @throws IllegalArgumentException if a value has a line end */
    public Form {
        recipients = List.copyOf(recipients);
        List<String> values = new ArrayList<>(recipients);
        values.addAll(List.of(user, sender, name, notifications, returned, envelopeId));
        for (String value : values) {
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("control characters are in no address, name or option");
            }
        }
    }

    /** The form of a mail to some recipients and nothing else said. */
    public static Form of(String user, String sender, List<String> recipients) {
        return new Form(user, sender, "", recipients, false, false, "", "", "");
    }

    /** @param size of the mail that the caller writes behind it */
    public void write(OutputStream out, long size) throws IOException {
        StringBuilder text = new StringBuilder(VERSION + "\n");
        line(text, "user", user);
        line(text, "sender", sender);
        line(text, "name", name);
        recipients.forEach(recipient -> line(text, "recipient", recipient));
        line(text, "headers", headers ? "yes" : "");
        line(text, "partial", partial ? "yes" : "");
        line(text, "notify", notifications);
        line(text, "return", returned);
        line(text, "envelope-id", envelopeId);
        line(text, "size", String.valueOf(size));
        out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(key).append(": ").append(value).append('\n');
        }
    }

    /**
     * Reads a form and nothing behind it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Read read(InputStream in) throws IOException {
        if (!line(in).equals(VERSION)) {
            throw new IllegalArgumentException("expected '" + VERSION + "' on the first line");
        }
        Form form = of("", "", List.of());
        long size = -1;
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            length += line.length();
            int colon = line.indexOf(": ");
            if (colon < 0 || length > MAX_SIZE) {
                throw new IllegalArgumentException("expected 'key: value' lines, of " + MAX_SIZE + " octets at most");
            }
            String value = line.substring(colon + 2);
            if (line.startsWith("size: ")) {
                size = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
            } else {
                form = form.with(line.substring(0, colon), value);
            }
        }
        if (size < 0) {
            throw new IllegalArgumentException("expected 'size: ' and a number of octets");
        }
        return new Read(form, size);
    }

    private Form with(String key, String value) {
        return switch (key) {
            case "user" ->
                new Form(value, sender, name, recipients, headers, partial, notifications, returned, envelopeId);
            case "sender" ->
                new Form(user, value, name, recipients, headers, partial, notifications, returned, envelopeId);
            case "name" ->
                new Form(user, sender, value, recipients, headers, partial, notifications, returned, envelopeId);
            case "recipient" -> withRecipient(value);
            case "headers" ->
                new Form(user, sender, name, recipients, true, partial, notifications, returned, envelopeId);
            case "partial" ->
                new Form(user, sender, name, recipients, headers, true, notifications, returned, envelopeId);
            case "notify" -> new Form(user, sender, name, recipients, headers, partial, value, returned, envelopeId);
            case "return" ->
                new Form(user, sender, name, recipients, headers, partial, notifications, value, envelopeId);
            case "envelope-id" ->
                new Form(user, sender, name, recipients, headers, partial, notifications, returned, value);
            default -> throw new IllegalArgumentException("'" + key + "' is no part of a form");
        };
    }

    /** The same of another user. */
    public Form withUser(String other) {
        return with("user", other);
    }

    private Form withRecipient(String recipient) {
        List<String> more = new ArrayList<>(recipients);
        more.add(recipient);
        return new Form(user, sender, name, more, headers, partial, notifications, returned, envelopeId);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the form ends early");
            }
            if (line.size() == MAX_LINE) {
                throw new IllegalArgumentException("a line has at most " + MAX_LINE + " octets");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
