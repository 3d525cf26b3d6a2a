package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {

    @Test
    void isWrittenAsOneLineAndReadAgain() {
        Map<String, Ending> texts = Map.of(
                "", new Ending.Address(""),
                "tag:a:b", new Ending.Address("a:b"),
                "user:|procmail -a 'x'", new Ending.Command("procmail -a 'x'", true),
                "server:|cat", new Ending.Command("cat", false),
                "user:/home/x/saved", new Ending.MailFile("/home/x/saved", true),
                "server:/var/archive", new Ending.MailFile("/var/archive", false));
        texts.forEach((text, ending) -> {
            assertEquals(text, ending.text());
            assertEquals(ending, Ending.parse(text));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"|cat", "/file", "nobody:|cat", "user:file", "server:|", "server:|a\nb"})
    void isNothingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ending.parse(text));
    }

    @Test
    void fitsIntoItsColumn() {
        String longest = "x".repeat(Ending.MAX_LENGTH);
        assertEquals(
                longest.length() + "server:|".length(),
                new Ending.Command(longest, false).text().length());
        assertThrows(IllegalArgumentException.class, () -> new Ending.Command(longest + "x", false));
    }
}
