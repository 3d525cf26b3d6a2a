package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeOperator;

class OperatorTest {

    @Test
    void anAdministratorGivesOrdersUnderItsName() {
        assertEquals("anna", FakeOperator.admin("anna").author());
    }

    @Test
    void aViewerCannotGiveOrders() {
        assertThrows(Operator.NotPermitted.class, FakeOperator.viewer("victor")::author);
    }
}
