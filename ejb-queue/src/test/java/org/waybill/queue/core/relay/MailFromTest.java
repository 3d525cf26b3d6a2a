package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.relay.RelayOptions.Sender;
import org.waybill.queue.core.srs.SenderRewriting;
import org.waybill.smtp.ReversePath;

class MailFromTest {

    private static final ReversePath JOE = ReversePath.parse("joe@a.test");

    private static final Sender SRS = new Sender.Rewritten(new SenderRewriting(List.of("k"), 4));

    @ParameterizedTest
    @CsvSource({
        "ann@b.test,   joe@a.test,     ann@b.test",
        "@b.test,      joe@a.test,     joe@b.test",
        "ann,          joe@a.test,     ann@a.test",
        "ann+x,        joe@a.test,     ann+x@a.test",
        "@[10.0.0.1],  joe@a.test,     joe@[10.0.0.1]",
        "@b.test,      'j oe'@a.test,  'j oe'@b.test",
        "ann@b.test,   '',             ''",
        "ann,          '',             ''",
    })
    void replacesWhatItHas(String text, String sender, String expected) {
        MailFrom from = MailFrom.parse(text);
        assertEquals(text, from.toString());
        assertEquals(
                Optional.of(ReversePath.parse(expected.replace('\'', '"'))),
                from.instead(ReversePath.parse(sender.replace('\'', '"'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a@", "a b", "a@b@c", "@a b", "a\r\nb", "a,b", "<a@b>", "a&b", "@b.test\n"})
    void refusesWhatIsNoSender(String text) {
        assertThrows(IllegalArgumentException.class, () -> MailFrom.parse(text));
    }

    @Test
    void saysThatBothTogetherAreNoAddress() {
        ReversePath longName = ReversePath.parse("x".repeat(200) + "@a.test");
        assertEquals(
                Optional.empty(), MailFrom.parse("@" + "b.".repeat(60) + "test").instead(longName));
    }

    @Test
    void theUrlGoesBeforeTheActionAndSrsIsForForwardedMail() {
        UrlOptions url = UrlOptionsSyntax.parse("mail-from=@url.test");
        assertEquals("joe@url.test", sender(new Sender.Replaced("ann"), url, JOE, ""));
        assertEquals("joe@url.test", sender(SRS, url, JOE, "f.test"));
        assertEquals("ann@a.test", sender(new Sender.Replaced("ann"), UrlOptions.NONE, JOE, "f.test"));
        assertEquals("joe@a.test", sender(SRS, UrlOptions.NONE, JOE, ""));
        assertEquals("f.test", domain(sender(SRS, UrlOptions.NONE, JOE, "f.test")));
        assertEquals("joe@a.test", sender(new Sender.Kept(), UrlOptions.NONE, JOE, "f.test"));
        assertEquals("", sender(SRS, url, new ReversePath.Null(), "f.test"));
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    private static String sender(Sender action, UrlOptions url, ReversePath sender, String forwardedBy) {
        return OutgoingSender.of(action, url, sender, forwardedBy, Instant.EPOCH)
                .orElseThrow()
                .toString();
    }
}
