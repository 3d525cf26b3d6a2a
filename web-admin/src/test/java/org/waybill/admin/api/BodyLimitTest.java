package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

    private static BodyLimit.Limited body(int length) {
        return new BodyLimit.Limited(new ByteArrayInputStream(new byte[length]), IllegalStateException::new);
    }

    @Test
    void readsUpToTheLimit() throws IOException {
        assertEquals(BodyLimit.LIMIT, body(BodyLimit.LIMIT).readAllBytes().length);
    }

    @Test
    void stopsOneOctetLater() {
        assertThrows(
                IllegalStateException.class, () -> body(BodyLimit.LIMIT + 1).readAllBytes());
    }
}
