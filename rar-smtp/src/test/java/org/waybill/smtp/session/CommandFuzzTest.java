package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversations;

/** Command lines and addresses of any octets. Whatever comes out has to keep the promises of {@link MailAddress}. */
class CommandFuzzTest {

    /** What the scripts say, and what they have no use for. */
    static Stream<byte[]> lines() {
        Stream<byte[]> said = Conversations.all().stream()
                .flatMap(conversation -> conversation.steps().stream())
                .filter(Conversation.Step::byClient)
                .map(step -> step.text().strip().getBytes(StandardCharsets.ISO_8859_1))
                .filter(octets -> octets.length < 100);
        Stream<byte[]> more = Stream.of(
                        "MAIL FROM:<j\u00f6rg@b\u00fccher.example> SMTPUTF8 SIZE=1",
                        "RCPT TO:<@a.example,@b.example:\"\\\"o tto\"@xn--bcher-kva.example>",
                        "EHLO [IPv6:1:2::192.0.2.1]",
                        "EHLO [tag:anything]",
                        "\"a\\\\b\\\"c\"@example.org",
                        "\u00df@\u03b2\u03c2.\u05d0\u05d1.example",
                        "\ud83d\ude00\u200d@\u0915\u094d\u200d\u0937.example",
                        "\u760d\u760a@a\u3002b.\uff41\u00ad")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> wide = Stream.of("\u00fc@b\u00fccher.example", "\"\ud83d\"@[192.0.2.1]")
                .map(text -> text.getBytes(StandardCharsets.UTF_16BE));
        return Stream.of(said, more, wide).flatMap(seeds -> seeds);
    }

    @MethodSource("lines")
    @FuzzTest
    void reads(byte[] octets) {
        // a line as it comes from the wire
        LineDecoder decoder = new LineDecoder();
        Optional<CommandLine> line = decoder.decode(ByteBuffer.wrap(octets));
        if (line.isEmpty()) {
            line = decoder.decode(ByteBuffer.wrap(new byte[] {'\r', '\n'}));
        }
        if (line.isPresent() && line.get() instanceof CommandLine.Read read) {
            check(CommandParser.parse(read.text(), EnumSet.allOf(Extension.class)));
            check(read.text());
        }
        // a text as it may come from elsewhere: any characters, halves of pairs too
        check(ByteBuffer.wrap(octets).asCharBuffer().toString());
        check(new String(octets, StandardCharsets.ISO_8859_1));
    }

    private static void check(Command command) {
        if (command instanceof Command.Mail mail && mail.sender() instanceof ReversePath.From from) {
            check(from.address());
        } else if (command instanceof Command.Rcpt rcpt) {
            check(rcpt.recipient());
        } else if (command instanceof Command.Hello hello) {
            assertTrue(MailAddress.isDomain(hello.name()), hello.name());
            assertTrue(hello.name().chars().allMatch(c -> c > ' ' && c < 0x7f), hello.name());
        }
    }

    private static void check(String text) {
        MailAddress address;
        try {
            address = MailAddress.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        check(address);
    }

    private static void check(MailAddress address) {
        String text = address.toString();
        assertEquals(address, MailAddress.parse(text));
        assertEquals(address.isAscii(), StandardCharsets.US_ASCII.newEncoder().canEncode(text));
        checkCharacters(text);
        assertTrue(octets(address.domain()) <= 255 && octets(text) <= 254, text);
        if (!address.domain().isEmpty()) {
            checkDomain(address);
        }
    }

    private static void checkCharacters(String text) {
        List<Integer> never = Stream.of(
                        Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE)
                .map(Byte::intValue)
                .toList();
        assertFalse(text.codePoints().map(Character::getType).anyMatch(never::contains), text);
        byte[] wire = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(text, new String(wire, StandardCharsets.UTF_8));
        assertFalse(new String(wire, StandardCharsets.ISO_8859_1).matches("(?s).*[\r\n\0].*"), text);
    }

    private static void checkDomain(MailAddress address) {
        String key = address.domainKey();
        MailAddress same = address.withDomain(key);
        assertEquals(key, same.domainKey());
        assertEquals(key, key.toLowerCase(Locale.ROOT));
        assertTrue(key.chars().allMatch(c -> c > ' ' && c < 0x7f), key);
        if (!key.startsWith("[")) {
            assertTrue(
                    Arrays.stream(key.split("\\.", -1))
                            .allMatch(label -> label.matches("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")),
                    key);
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
