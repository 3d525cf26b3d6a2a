package org.waybill.smtp;

/**
 * An enhanced mail system status code (RFC 3463 §2).
 *
 * @param classDigit 2 success, 4 transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int classDigit, int subject, int detail) {

    public EnhancedStatus {
        if (classDigit != 2 && classDigit != 4 && classDigit != 5) {
            throw new IllegalArgumentException("status class must be 2, 4 or 5, not " + classDigit);
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("subject and detail must lie within 0..999");
        }
    }

    /** Reads {@code 5.1.1}. */
    public static EnhancedStatus parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected class.subject.detail such as 5.1.1, not '" + text + "'");
        }
        return new EnhancedStatus(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return classDigit + "." + subject + "." + detail;
    }
}
