package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.listener.TlsMode;

class BodyDecoderTest {

    private static final String TEXT = "Subject: x\r\n\r\n";

    /** What a decoder made of some octets. */
    private record Decoded(boolean ended, BodyOutcome outcome, String text, int left) {}

    private static Decoded decode(String octets, long maxSize) {
        return decode(octets, maxSize, octets.length());
    }

    /** In two pieces, the first of the given length. */
    private static Decoded decode(String octets, long maxSize, int firstPiece) {
        BodyDecoder decoder = new BodyDecoder(maxSize);
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder text = new StringBuilder();
        in.limit(firstPiece);
        boolean ended = piece(decoder, in, text);
        in.limit(octets.length());
        ended = ended || piece(decoder, in, text);
        return new Decoded(ended, decoder.outcome(), text.toString(), in.remaining());
    }

    private static boolean piece(BodyDecoder decoder, ByteBuffer in, StringBuilder text) {
        ByteBuffer out = ByteBuffer.allocate(in.remaining() + 1);
        boolean ended = decoder.decode(in, out);
        text.append(new String(out.array(), 0, out.position(), StandardCharsets.ISO_8859_1));
        return ended;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    .                   | ''
                    one                 | one~
                    ..                  | .~
                    ..one               | .one~
                    .one                | one~
                    a.b~.               | a.b~
                    ~~..~               | ~~.~~
                    a~...~b             | a~..~b~
                    \u00e4\u00ff        | \u00e4\u00ff~
                    """)
    void removesDotsAndNothingElse(String sent, String stored) {
        String octets =
                (sent.equals(".") ? "." : sent.endsWith("~.") ? sent : sent + "~.").replace("~", "\r\n") + "\r\n";
        String expected = stored.replace("~", "\r\n");
        for (int split = 0; split <= octets.length(); split++) {
            assertEquals(new Decoded(true, BodyOutcome.COMPLETE, expected, 0), decode(octets, 100, split));
        }
    }

    @Test
    void leavesWhatFollowsTheEnd() {
        assertEquals(new Decoded(true, BodyOutcome.COMPLETE, "a\r\n", 6), decode("a\r\n.\r\nNOOP\r\n", 100));
    }

    /** Every form that some server has taken for an end of data, or has turned into one on its way out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r.\n",
                "\n.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\n.\r\0\n",
                "\r\n.\r\r\n",
                "\r\r\n.\r\r\n",
                "\r\r\n.\r\n",
                "\r\n\n.\r\n",
                "\n\n.\r\n",
                "\n\r.\r\n",
                "\r\n\r.\r\n",
                "\r\n.\n\r",
                "\r\r.\r\r",
                "\n\n.\n\n",
                "\r\0\n.\r\n",
                "\n.\0\n",
                "\0\r\n.\r\n",
                "\r\n.\n\n",
                "\n\r\n.\r\n",
                "\r\n..\n",
                "\r\n..\r"
            })
    void refusesEveryOtherEndOfData(String end) {
        String smuggled = "MAIL FROM:<evil@client.example>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\nx\r\n.\r\n";
        String octets = TEXT + "one" + end + smuggled;
        for (int split = 0; split <= octets.length(); split++) {
            Decoded decoded = decode(octets, 10_000, split);
            assertTrue(decoded.ended());
            assertEquals(BodyOutcome.UNSAFE, decoded.outcome());
            assertFalse(decoded.text().contains("evil"));
        }
        SessionTalk talk = new SessionTalk(TlsMode.NONE);
        talk.say("EHLO client.example").say("MAIL FROM:<anna@client.example>").say("RCPT TO:<otto@example.org>");
        talk.say("DATA").heard();
        talk.say(octets.getBytes(StandardCharsets.ISO_8859_1)).say("QUIT");
        assertEquals(
                "550 5.5.2 Message with a bare CR, a bare LF or a NUL refused, closing connection\r\n", talk.heard());
        assertTrue(talk.closed());
        assertEquals(0, talk.application.mails().size());
        assertEquals(1, talk.application.requests().size());
    }

    @Test
    void countsOctetsWithoutTheDotsAndReadsTheRestToItsEnd() {
        assertEquals(BodyOutcome.COMPLETE, decode("..34\r\n.\r\n", 5).outcome());
        assertEquals(new Decoded(true, BodyOutcome.TOO_BIG, "12345", 5), decode("12345\r\n.\r\nQUIT\n", 5));
        assertEquals(BodyOutcome.UNSAFE, decode("1234567\n.\r\n", 5).outcome());
    }

    @ParameterizedTest
    @CsvSource({"99, COMPLETE", "100, LOOP"})
    void countsReceivedFields(int hops, BodyOutcome outcome) {
        String octets =
                "rEcEiVeD: from x\r\n\tReceived: y\r\nX-Received: z\r\n".repeat(hops) + "\r\nReceived: no\r\n.\r\n";
        assertEquals(outcome, decode(octets, 100_000).outcome());
    }

    @Test
    void boundsTheHeaderSectionAndNotTheText() {
        String line = "X: " + "x".repeat(1_019) + "\r\n";
        assertEquals(
                BodyOutcome.COMPLETE,
                decode(line.repeat(255) + "\r\n" + line.repeat(99) + ".\r\n", 1_000_000)
                        .outcome());
        assertEquals(
                BodyOutcome.HEADER_TOO_BIG,
                decode(line.repeat(257) + "\r\n.\r\n", 1_000_000).outcome());
    }
}
