package org.waybill.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no page may contain, whatever mail has brought into the data that it shows. */
class PagesTest {

    private static final Path WEBAPP = Path.of("src/main/webapp");

    private static List<String> lines(String forbidden) throws IOException {
        Pattern pattern = Pattern.compile(forbidden);
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".xhtml")).toList();
            assertFalse(pages.isEmpty());
            return pages.stream()
                    .flatMap(page -> read(page).lines().filter(line -> pattern.matcher(line)
                            .find()))
                    .toList();
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noPageSwitchesEscapingOff() throws IOException {
        assertEquals(List.of(), lines("escape(Html)?\\s*=\\s*\"false"));
    }

    @Test
    void noPageHasAScriptOrAStyleOfItsOwn() throws IOException {
        assertEquals(List.of(), lines("<script|<style|\\sstyle=|javascript:"));
    }

    @Test
    void everyOrderIsGivenByPost() throws IOException {
        assertEquals(
                List.of(), lines("method=\"get\"|viewAction action=\"#\\{\\w+\\.(save|delete|apply|restore|order)"));
    }
}
