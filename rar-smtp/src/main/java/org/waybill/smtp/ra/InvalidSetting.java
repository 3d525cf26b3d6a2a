package org.waybill.smtp.ra;

/** An activation configuration property with a value that cannot be used. */
final class InvalidSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String property;

    InvalidSetting(String property, Object value, String expected) {
        super(property + "=" + value + ": expected " + expected);
        this.property = property;
    }

    static void unless(boolean valid, String property, Object value, String expected) {
        if (!valid) {
            throw new InvalidSetting(property, value, expected);
        }
    }

    String property() {
        return property;
    }
}
