package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.config.BuiltInConfiguration;
import org.waybill.queue.core.config.Document;
import org.waybill.queue.core.config.Formatter;
import org.waybill.queue.core.config.Includes;
import org.waybill.queue.core.config.Parsed;
import org.waybill.queue.core.config.Parser;

/** Texts with words moved, repeated, lost and spoilt: each is refused with problems or means the same when formatted. */
class MutatedTextsTest {

    private static final String SEED = BuiltInConfiguration.text()
            + """
            mx = "smtps://mx.test:465"
            pki p cert "c.pem"
            pki p key "k.pem"
            pki q self-signed
            ca c cert "c.pem"
            listen on lo port 26 tls-require pki p tag IN hostname a.test max-message-size 1M
            listen on lo port 27 smtps verify pki q ca c auth <m> senders <m> masquerade received-auth max-clients 9
            listen on lo port 24 inet4 lmtp proxy { 10.0.0.1 } xclient <f2> mask-src no-dsn
            table f2 { 10.0.0.0/8 }
            smtp limit max-rcpt 100
            queue max-depth 1000
            table m { # c
              a = b, "c d" = "e"
            }
            table f file:mx
            action x relay host { $mx, smtp+notls://[::1]:25 } ttl 1d retry 5m,1h jitter 5%
            action y relay host <f> description "say \\"x\\""
            smtp max-message-size 35M
            queue ttl 4d
            match from src { 10.0.0.0/8 } !tag IN helo *.test for domain <users> action x
            match from auth <users> mail-from @ tls for rcpt-to a@b reject 550 "5.7.1 no"
            include "nosuch"
            """;

    private static final List<String> JUNK = List.of(
            "{",
            "}",
            "\n",
            "\\\n",
            "\"",
            "'",
            "<",
            ">",
            "!",
            "#",
            ",",
            "=",
            "$",
            "\\",
            "\0",
            "é",
            "\uD800",
            "\"\"",
            "0",
            "~/x",
            "%{",
            "../..",
            "999999999d",
            "-1",
            "regex",
            "*",
            "@");

    private final Random random = new Random(20240229);

    private String mutated() {
        List<String> words = Arrays.stream(SEED.split("(?<=\\s)|(?=\\s)", -1)).collect(Collectors.toList());
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(5)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(random.nextInt(words.size())));
                case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
                case 3 -> words.add(at, JUNK.get(random.nextInt(JUNK.size())));
                default -> words.set(at, JUNK.get(random.nextInt(JUNK.size())));
            }
        }
        return String.join("", words);
    }

    @Test
    void areRefusedOrMeanTheSameWhenFormatted() {
        Parser parser = new Parser(Includes.none());
        Laboratory laboratory = new Laboratory(Map.of("mx", "a.test\n", "nosuch", "", "c.pem", "", "k.pem", ""));
        Parser complete = new Parser(laboratory.environment().includes());
        int good = 0;
        for (int i = 0; i < 500; i++) {
            String text = mutated();
            laboratory.compile(text);
            Parsed parsed = complete.parse("", text);
            if (!parsed.isValid()) {
                assertTrue(parsed.problems().stream().allMatch(problem -> problem.line() > 0 && problem.column() > 0));
                parser.parse("", Formatter.format(parsed.document()));
                continue;
            }
            good++;
            String formatted = Formatter.format(parsed.document());
            Document again = complete.parse("", formatted).document();
            assertEquals(parsed.document(), again, text);
            assertEquals(formatted, Formatter.format(again), text);
        }
        assertTrue(good > 15, "of 500 mutations only " + good + " were good");
    }

    @Test
    void beginWithAGoodOne() {
        assertEquals(
                List.of(),
                new Parser(file -> new Includes.Answer.Text("")).parse("", SEED).problems());
    }
}
