package org.waybill.queue.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A text in the grammar before OpenSMTPD 6.4 and what it is today, from a file: two texts with {@code =>} between them, then {@code ----}. */
public record FormerText(String former, String today) {

    /** All texts of a file that lies beside this class. */
    public static List<FormerText> of(String file) {
        try (InputStream stream = Objects.requireNonNull(FormerText.class.getResourceAsStream(file), file)) {
            List<FormerText> texts = new ArrayList<>();
            for (String pair : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^----\n", -1)) {
                String[] both = pair.split("(?m)^=>\n", -1);
                if (both.length == 2) {
                    texts.add(new FormerText(both[0], both[1]));
                } else if (!pair.isBlank()) {
                    throw new AssertionError("no '=>' in: " + pair);
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return former.replace("\n", " / ");
    }
}
