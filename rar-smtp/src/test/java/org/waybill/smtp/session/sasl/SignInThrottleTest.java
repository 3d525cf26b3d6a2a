package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInThrottleTest {

    private static final Map<String, String> SOURCES = Map.of(
            "A", "192.0.2.1",
            "B", "192.0.2.2",
            "C", "2001:db8::1",
            "D", "2001:db8::ffff:1",
            "E", "2001:db8:0:1::1");

    /** Near its end, as {@link System#nanoTime} may be. */
    private long now = Long.MAX_VALUE - 5;

    private final SignInThrottle throttle = new SignInThrottle(() -> now);

    private static InetAddress source(String name) {
        try {
            return InetAddress.getByName(SOURCES.getOrDefault(name, name));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void fail(String source, String user, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(source(source), user);
        }
    }

    private boolean blocked(String source, String user) {
        return throttle.blocked(source(source), user);
    }

    /** One step of a scenario; the table of {@link #blocks} shows all there are. */
    private void run(String step) {
        String[] words = step.strip().split(" ");
        switch (words[0]) {
            case "wait" -> pass(Duration.parse(words[1]));
            case "fail" -> fail(words[1], words[2], Integer.parseInt(words[3]));
            case "names" -> {
                for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                    fail(words[1], "name" + i, 1);
                }
            }
            case "spread" -> {
                for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                    fail("198.51.100." + i, words[1], 1);
                }
            }
            case "ok" -> throttle.succeeded(source(words[1]), words[2]);
            case "blocked" -> assertTrue(blocked(words[1], words[2]), step);
            case "free" -> assertFalse(blocked(words[1], words[2]), step);
            default -> throw new AssertionError(step);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing yet            | free A bob; free C bob
                    9 of a pair            | fail A bob 9; free A bob
                    10 of a pair           | fail A bob 10; blocked A bob; free A eve; free B bob
                    lock ends              | fail A bob 10; wait PT59S; blocked A bob; wait PT1S; free A bob
                    window                 | fail A bob 9; wait PT14M59S; fail A bob 1; blocked A bob
                    window is over         | fail A bob 9; wait PT15M; fail A bob 9; free A bob
                    lock is remembered     | fail A bob 10; wait PT15M59S; fail A bob 1; wait PT90S; blocked A bob
                    lock is forgotten      | fail A bob 10; wait PT16M; fail A bob 9; free A bob
                    failure while locked   | fail A bob 12; wait PT3M59S; blocked A bob; wait PT1S; free A bob
                    success clears a pair  | fail A bob 9; ok A bob; fail A bob 9; free A bob
                    another's success      | fail A bob 9; ok A eve; ok B bob; fail A bob 1; blocked A bob
                    at home with a pair    | ok A bob; fail A bob 10; blocked A bob
                    case of letters        | fail A Bob 5; fail A bOB 5; blocked A BOB; ok A boB; free A bob
                    19 of a source         | names A 19; free A bob
                    20 of a source         | names A 20; blocked A bob; free B bob
                    source's lock ends     | names A 20; wait PT1M; free A bob; fail A bob 1; wait PT119S; blocked A eve
                    success and source     | names A 19; ok A eve; names A 1; blocked A bob; free A eve
                    at home at a source    | ok A bob; names A 20; free A bob; blocked A eve; blocked A name0
                    away from home         | ok B bob; names A 20; blocked A bob
                    one network of IPv6    | fail C bob 5; fail D bob 5; blocked C bob; blocked D bob; free E bob
                    one network as source  | names C 20; blocked D bob; free E bob
                    99 of an account       | spread bob 99; free A bob
                    100 of an account      | spread bob 100; blocked A bob; blocked C bob; free A eve
                    account and case       | spread bob 50; spread BOB 50; blocked A Bob
                    success and account    | spread bob 99; ok B bob; fail A bob 1; blocked A bob; free B bob
                    at home with account   | ok A bob; spread bob 100; free A bob; blocked B bob
                    another at home        | ok A eve; spread bob 100; blocked A bob
                    home is remembered     | ok A bob; wait P29DT23H; spread bob 100; free A bob
                    home is forgotten      | ok A bob; wait P30D; spread bob 100; blocked A bob
                    home is seen again     | ok A bob; wait P29D; ok A bob; wait P29D; spread bob 100; free A bob
                    """)
    void blocks(String name, String scenario) {
        for (String step : scenario.split(";")) {
            run(step);
        }
    }

    @Test
    void locksTwiceAsLongEachTime() {
        fail("A", "bob", SignInThrottle.PAIR_LIMIT - 1);
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            fail("A", "bob", 1);
            pass(Duration.ofMinutes(minutes).minusNanos(1));
            assertTrue(blocked("A", "bob"), minutes + " minutes");
            pass(Duration.ofNanos(1));
            assertFalse(blocked("A", "bob"), minutes + " minutes");
        }
    }

    /** So that locking a user out takes several sources. */
    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT1M", "PT5M"})
    void letsOneSourceAloneLockNoAccountElsewhere(String pause) {
        int tries = 0;
        for (Duration t = Duration.ZERO; t.toDays() < 1; t = t.plus(Duration.parse(pause))) {
            pass(Duration.parse(pause));
            if (!blocked("A", "bob")) {
                fail("A", "bob", 1);
                tries++;
            }
            assertFalse(blocked("B", "bob"));
        }
        assertTrue(tries < 300, tries + " tries");
    }

    /** A guesser with a network of 65,536 sources of IPv6, and all the names he likes. */
    @Test
    void isNotFloodedByInventedNamesAndSources() {
        fail("A", "bob", SignInThrottle.PAIR_LIMIT);
        for (int i = 0; i < 3 * FailureCounts.CAPACITY; i++) {
            throttle.failed(source("2001:db8:1:" + Integer.toHexString(i) + "::1"), "name" + i);
        }
        assertTrue(blocked("A", "bob"));
        assertFalse(blocked("B", "eve"));
    }
}
