package org.waybill.queue.core.srs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.MailAddress;

class SenderRewritingTest {

    private static final Instant TODAY = Instant.parse("2026-11-22T12:00:00Z");

    private static final SenderRewriting OURS = new SenderRewriting(List.of("k1"), 4);

    private static MailAddress address(String text) {
        return MailAddress.parse(text);
    }

    /** The first one is from the reference's own run (M62). */
    @ParameterizedTest
    @CsvSource({
        "x@dest.test, mx.seed.test, SRS0=X7se=JL=dest.test=x@mx.seed.test",
        "srs0=AAAA=JL=a.test=x@fwd.test, ours.test, SRS1=Z45c=fwd.test==AAAA=JL=a.test=x@ours.test",
        "SRS1=BBBB=fwd.test==AAAA=JL=a.test=x@next.test, ours.test, SRS1=Z45c=fwd.test==AAAA=JL=a.test=x@ours.test",
    })
    void givesOutAddressesAsTheReferenceDoes(String sender, String domain, String rewritten) {
        assertEquals(address(rewritten), OURS.forward(address(sender), domain, TODAY));
    }

    @ParameterizedTest
    @CsvSource({
        "SRS0=X7se=JL=dest.test=x@mx.seed.test, x@dest.test",
        "srs0=X7se=JL=dest.test=x@mx.seed.test, x@dest.test",
        "SRS1=Z45c=fwd.test==AAAA=JL=a.test=x@ours.test, SRS0=AAAA=JL=a.test=x@fwd.test",
    })
    void leadsBack(String rewritten, String sender) {
        assertEquals(Optional.of(address(sender)), OURS.back(address(rewritten), TODAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SRS0=AAAA=JL=dest.test=x@mx.seed.test", // forged
                "SRS0=X7se=JL=dest.test=y@mx.seed.test",
                "SRS0=X7se=JL=dest.test=x@other.test",
                "SRS0=X7se@mx.seed.test",
                "SRS0=X7@mx.seed.test",
                "SRS0=@mx.seed.test",
                "SRS1=X7se==@mx.seed.test",
                "x@mx.seed.test"
            })
    void leadsNowhereWithoutOurSignature(String rewritten) {
        assertEquals(Optional.empty(), OURS.back(address(rewritten), TODAY));
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "4, true", "5, false", "500, false", "1023, true", "1024, true"})
    void isGoodForSomeDays(int days, boolean good) {
        MailAddress rewritten = address("SRS0=X7se=JL=dest.test=x@mx.seed.test");
        assertEquals(
                good, OURS.back(rewritten, TODAY.plus(Duration.ofDays(days))).isPresent());
    }

    @Test
    void believesAnEarlierKey() {
        SenderRewriting changed = new SenderRewriting(List.of("k2", "k1"), 4);
        assertEquals(
                Optional.of(address("x@dest.test")),
                changed.back(address("SRS0=X7se=JL=dest.test=x@mx.seed.test"), TODAY));
        MailAddress fresh = changed.forward(address("x@dest.test"), "mx.seed.test", TODAY);
        assertEquals(Optional.empty(), OURS.back(fresh, TODAY));
    }

    @Test
    void leavesASenderThatWouldBecomeTooLong() {
        MailAddress sender = address("x@" + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".test");
        String domain = "d".repeat(60) + ".test";
        assertEquals(sender, OURS.forward(sender, domain, TODAY));
    }

    @Test
    void keepsItsKeysToItself() {
        assertFalse(OURS.toString().contains("k1"));
    }
}
