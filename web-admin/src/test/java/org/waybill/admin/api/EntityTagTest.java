package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    @Test
    void aRevisionIsReadBack() {
        assertEquals(OptionalLong.of(42), EntityTag.revision(" " + EntityTag.of(42)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "7", "W/\"7\"", "\"7\", \"8\"", "\"x\"", "\"\"", "\"9999999999999999999\""})
    void everythingElseIsNoRevision(String ifMatch) {
        assertTrue(EntityTag.revision(ifMatch).isEmpty());
    }
}
