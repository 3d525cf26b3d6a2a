package org.waybill.queue.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @Test
    void readsWhatItWroteAndNothingBehindIt() throws IOException {
        Form form = new Form(
                "jö", "<>", "Jo: Doe", List.of("x@dest.test", "y"), true, true, "SUCCESS,DELAY", "HDRS", "QQ 1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(out, 5);
        out.writeBytes("hello".getBytes(StandardCharsets.UTF_8));
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        assertEquals(new Form.Read(form, 5), Form.read(in));
        assertEquals(5, in.available());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\n\n",
                "waybill-mail: 1\n\n",
                "waybill-mail: 1\nsize: -1\n\n",
                "waybill-mail: 1\nsize: 1e3\n\n",
                "waybill-mail: 1\nsize: 1\ncolour: red\n\n",
                "waybill-mail: 1\nsize: 1\nnothing\n\n"
            })
    void refusesAnythingElse(String text) {
        if (text.isEmpty()) {
            assertThrows(EOFException.class, () -> read(text));
        } else {
            assertThrows(IllegalArgumentException.class, () -> read(text));
        }
    }

    @Test
    void takesOnlySoMuch() {
        String start = "waybill-mail: 1\n";
        assertThrows(IllegalArgumentException.class, () -> read(start + "name: " + "x".repeat(5000) + "\n"));
        assertThrows(
                IllegalArgumentException.class, () -> read(start + ("name: " + "x".repeat(4000) + "\n").repeat(300)));
    }

    @Test
    void holdsNoLineEnds() {
        assertThrows(IllegalArgumentException.class, () -> Form.of("joe", "s\nsize: 1", List.of()));
        assertThrows(IllegalArgumentException.class, () -> Form.of("joe", "", List.of("x\r\n")));
    }

    private static Form.Read read(String text) throws IOException {
        return Form.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
