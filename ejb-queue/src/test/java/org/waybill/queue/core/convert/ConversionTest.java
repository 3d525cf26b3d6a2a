package org.waybill.queue.core.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.smtp.listener.MessageBody;

class ConversionTest {

    private static final String UMLAUTS = "gr\u00fc\u00dfe = 1 \t\r\nund \u00c4pfel \r\n\r\n.\r\n";

    private static MessageBody body(byte[] octets, int piece) {
        return new MessageBody() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets) {
                    @Override
                    public synchronized int read(byte[] buffer, int offset, int length) {
                        return super.read(buffer, offset, Math.min(piece, length));
                    }
                };
            }
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] converted(byte[] octets, boolean sevenBit) throws IOException {
        byte[] whole = read(octets, sevenBit, 8192);
        for (int piece : new int[] {1, 2, 3, 7, 100}) {
            assertArrayEquals(whole, read(octets, sevenBit, piece), "pieces of " + piece);
        }
        return whole;
    }

    private static byte[] read(byte[] octets, boolean sevenBit, int piece) throws IOException {
        Conversion conversion = Conversion.of(body(octets, piece), sevenBit);
        MessageBody done = assertInstanceOf(Conversion.Done.class, conversion, conversion.toString())
                .body();
        try (InputStream in = done.open()) {
            byte[] all = in.readAllBytes();
            assertEquals(all.length, done.size());
            return all;
        }
    }

    /** What a reader sees: the types and decoded contents of all leaves. */
    private static List<String> leaves(byte[] octets) throws Exception {
        List<String> leaves = new ArrayList<>();
        collect(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets)), leaves);
        return leaves;
    }

    private static void collect(Part part, List<String> leaves) throws Exception {
        Object content = part.isMimeType("text/*") ? "" : part.getContent();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart one = multipart.getBodyPart(i);
                collect(one, leaves);
            }
        } else if (content instanceof Part nested) {
            collect(nested, leaves);
        } else {
            try (InputStream in = part.getInputStream()) {
                leaves.add(part.getContentType() + ": " + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertFit(byte[] octets) throws IOException {
        BodyScan scan = BodyScan.of(new ByteArrayInputStream(octets));
        assertEquals(new BodyScan(true, false, false, false), scan, new String(octets, StandardCharsets.ISO_8859_1));
    }

    private static final String NESTED = "Subject: all kinds\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed;\r\n\tboundary=\"a b\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "preamble \u00e4\r\n--a b\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n" + UMLAUTS
            + "\r\n--a b  \r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n"
            + "--inner\r\n\r\nplain ASCII, as it is\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "content-transfer-encoding: 8BIT\r\n\r\n<p>\u00df</p>\r\n--inner--\r\n"
            + "\r\n--a b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "Subject: inside\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n--a b is no boundary here\r\n--a bc\r\n\u00f6\u00f6\u00f6\r\n"
            + "--a b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00e9\u00e9"
            + "\r\n--a b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
            + "--a b--\r\nepilogue \u00e4\r\n";

    @Test
    void encodesTheLeavesThatNeedItAndNothingElse() throws Exception {
        byte[] original = utf8(NESTED);
        byte[] converted = converted(original, true);
        assertFit(converted);
        assertEquals(leaves(original), leaves(converted));
        String text = new String(converted, StandardCharsets.ISO_8859_1);
        assertFalse(text.toLowerCase(Locale.ROOT).contains("encoding: 8bit"), text);
        assertEquals(
                2,
                Pattern.compile("plain ASCII, as it is|iVBORw0KGgo=\r\n--a b--")
                        .matcher(text)
                        .results()
                        .count(),
                text);
    }

    @Test
    void changesNothingWhereNothingIsInTheWay() throws Exception {
        String plain = NESTED.replaceAll("[^\\x00-\\x7f]", "x").replaceAll("(?i)8bit", "7bit");
        assertArrayEquals(utf8(plain), converted(utf8(plain), true));
        assertArrayEquals(utf8(NESTED), converted(utf8(NESTED), false));
    }

    @Test
    void makesAMailOfBeforeMimeOneOfMime() throws Exception {
        byte[] converted = converted(utf8("Subject: old\r\n\r\n" + UMLAUTS), true);
        assertFit(converted);
        assertEquals(
                """
                Subject: old
                MIME-Version: 1.0
                Content-Type: text/plain; charset=unknown-8bit
                Content-Transfer-Encoding: quoted-printable

                gr=C3=BC=C3=9Fe =3D 1 =09
                und =C3=84pfel=20

                .
                """
                        .replace("\n", "\r\n"),
                new String(converted, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "base64", "quoted-printable"})
    void breaksLongLines(String encoding) throws Exception {
        String content = encoding.equals("base64") ? "QUJD".repeat(1000) : "a=3Db ".repeat(400);
        byte[] original = utf8("Subject: " + "word ".repeat(300) + "\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: " + encoding
                + "\r\n\r\n" + content + "\r\nshort\r\n");
        if (encoding.equals("base64")) {
            original = new String(original, StandardCharsets.US_ASCII)
                    .replace("\r\nshort", "")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        byte[] converted = converted(original, false);
        assertFit(converted);
        assertEquals(leaves(original), leaves(converted));
        MimeMessage message =
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(converted));
        assertEquals(
                "word ".repeat(300).strip(),
                message.getSubject().replaceAll("\r\n", "").strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Subject: \u00e4~~text                                                    | a header holds octets above 127",
                "Content-Type: text/plain~Content-Transfer-Encoding: base64~~\u00e4      | a part in base64 holds octets above 127",
                "Content-Type: message/delivery-status~~Action: \u00e4                    | a part of the type message/delivery-status cannot be encoded",
                "Content-Type: multipart/signed; boundary=b~~--b~~\u00e4~--b~Content-Type: application/pgp-signature~~x~--b-- | a part of it is signed, and would have to be written otherwise"
            })
    void saysWhatCannotBeWrittenOtherwise(String mail, String reason) throws IOException {
        assertEquals(
                new Conversion.Impossible(reason),
                Conversion.of(body(utf8(mail.strip().replace("~", "\r\n") + "\r\n"), 8192), true));
    }

    /** RFC 6532 §3.7 and RFC 6533 §6 allow it, or a report about such an address would be lost at an old host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "message/global",
                "message/global-headers",
                "message/global-delivery-status",
                "message/global-disposition-notification"
            })
    void encodesInternationalMessagesAsTheyAre(String type) throws Exception {
        String part = "Subject: gr\u00fc\u00dfe \r\nFinal-Recipient: utf-8; j\u00f6rg@example.org\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n--b is no boundary here\r\n" + UMLAUTS;
        String mail = "Subject: report\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + part + "\r\n--b--\r\n";
        byte[] converted = converted(utf8(mail), true);
        assertFit(converted);
        MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(converted));
        MimeBodyPart report = (MimeBodyPart) ((Multipart) read.getContent()).getBodyPart(1);
        assertEquals(type, report.getContentType());
        // Jakarta Mail knows only what RFC 2045 said of messages
        InputStream decoded = MimeUtility.decode(report.getRawInputStream(), "quoted-printable");
        assertEquals("quoted-printable", report.getHeader("Content-Transfer-Encoding")[0]);
        assertArrayEquals(utf8(part), decoded.readAllBytes());
    }

    @Test
    void convertsBesideWhatIsSigned() throws Exception {
        String mail =
                """
                Content-Type: multipart/mixed; boundary=m
                MIME-Version: 1.0

                --m
                Content-Type: multipart/signed; boundary=s

                --s

                signed
                --s
                Content-Type: application/pgp-signature

                x
                --s--
                --m
                Content-Type: text/plain; charset=utf-8

                \u00e4
                --m--
                """
                        .replace("\n", "\r\n");
        byte[] converted = converted(utf8(mail), true);
        assertFit(converted);
        assertEquals(leaves(utf8(mail)), leaves(converted));
    }

    @Test
    void takesAnythingApartWithoutHarm() throws Exception {
        String[] words = {
            "Content-Type: multipart/mixed; boundary=x\r\n",
            "Content-Type: message/rfc822\r\n",
            "\r\n",
            "--x\r\n",
            "--x--\r\n",
            "Content-Transfer-Encoding: 8bit\r\n",
            "\u00e4\u00f6",
            "a: b\r\n",
            " folded\r\n",
            "--",
            "text",
            "Content-Type: text/plain\r\n",
            "y".repeat(1100),
            "\r\n--x\r\n\r\n",
            "=",
            "\t\r\n"
        };
        Random random = new Random(42);
        for (int i = 0; i < 3000; i++) {
            StringBuilder mail = new StringBuilder();
            for (int j = random.nextInt(30); j >= 0; j--) {
                mail.append(words[random.nextInt(words.length)]);
            }
            byte[] octets = utf8(mail + "\r\n");
            if (Conversion.of(body(octets, 8192), true) instanceof Conversion.Done done) {
                try (InputStream in = done.body().open()) {
                    byte[] converted = in.readAllBytes();
                    BodyScan scan = BodyScan.of(new ByteArrayInputStream(converted));
                    assertFalse(
                            scan.eightBit(), () -> mail + "\n----\n" + new String(converted, StandardCharsets.UTF_8));
                    assertEquals(converted.length, done.body().size());
                }
            }
        }
    }
}
