package org.waybill.admin;

import org.waybill.admin.security.Operator;

/** Somebody. */
public record FakeOperator(String name, boolean admin) implements Operator {

    public static FakeOperator admin(String name) {
        return new FakeOperator(name, true);
    }

    public static FakeOperator viewer(String name) {
        return new FakeOperator(name, false);
    }
}
