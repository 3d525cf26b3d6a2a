package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

class LimitsTest {

    private static final String REST =
            """
            listen on 127.0.0.1 port 2525
            action a hold
            match for local action a
            """;

    @ParameterizedTest
    @CsvSource({
        "'',                                                                 50, 7",
        "mda limit max-session 5 task-hiwat 9,                               5, 7",
        "mda limit max-session-per-user 2 max-session 5,                     5, 2",
        "'mda limit max-session 5 task-lowat 3 task-release 4\nmda limit max-session 6', 6, 7"
    })
    void lastOneGivenCounts(String limits, int sessions, int perUser) {
        Compilation.Compiled compiled =
                assertInstanceOf(Compilation.Compiled.class, Laboratory.empty().compile(REST + limits + "\n"));
        assertEquals(new MdaLimits(sessions, perUser), compiled.configuration().mdaLimits());
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                      10000, 1000, 512",
        "smtp limit max-mails 5 max-rcpt 10,      5,     10,   512",
        "smtp limit max-rcpt 7,                   10000, 7,    512",
        "scheduler limit max-inflight 9,          10000, 1000, 9"
    })
    void setsThoseOfSessionsAndOfTheScheduler(String limits, int mails, int recipients, int inflight) {
        Configuration configuration = assertInstanceOf(
                        Compilation.Compiled.class, Laboratory.empty().compile(REST + limits + "\n"))
                .configuration();
        assertEquals(mails, configuration.sessionLimits().mailsPerSession());
        assertEquals(recipients, configuration.sessionLimits().recipients());
        assertEquals(inflight, configuration.inflight());
    }

    private static MtaLimits mta(String limits) {
        Compilation compilation = Laboratory.empty().compile(REST + limits);
        return assertInstanceOf(Compilation.Compiled.class, compilation, compilation::toString)
                .configuration()
                .mtaLimits();
    }

    @Test
    void setsThoseOfRelays() {
        assertEquals(MtaLimits.STANDARD, mta(""));
        MtaLimits all = mta("mta limit max-conn-per-host 1 max-conn-per-route 2 max-conn-per-source 3"
                + " max-conn-per-connector 4 max-conn-per-relay 5 max-conn-per-domain 6 conn-delay-route 7"
                + " session-mail-max 8 session-keepalive 9 max-failures-per-session 10 inet6\n"
                + "mta limit conn-delay-host 0 conn-delay-source 1 conn-delay-connector 1 conn-delay-relay 1"
                + " conn-delay-domain 1 reconn-delay-route 3 session-transaction-delay 0 task-hiwat 50 task-lowat 30"
                + " task-release 10\nmta max-deferred 11\n");
        RouteLimits usual = new RouteLimits(
                1, 2, 3, 4, 5, 6, Duration.ofSeconds(7), 8, Duration.ofSeconds(9), 10, List.of(Family.INET6));
        assertEquals(new MtaLimits(usual, Map.of(), 11), all);
    }

    @Test
    void aDomainHasTheOthersForWhatIsNotSaidOfIt() {
        MtaLimits limits = mta(
                """
                mta limit for domain B\u00dcCHER.example inet4 max-conn-per-host 1
                mta limit for domain xn--bcher-kva.example max-conn-per-route 2
                mta limit max-conn-per-route 3 max-conn-per-domain 4 inet4 inet6 max-failures-per-session 0
                """);
        RouteLimits there = limits.of("xn--bcher-kva.example");
        assertEquals(List.of(1, 2, 4), List.of(there.perHost(), there.perRoute(), there.perDomain()), there::toString);
        assertEquals(List.of(Family.INET4), there.families());
        RouteLimits elsewhere = limits.of("a.test");
        assertEquals(List.of(20, 3, 4), List.of(elsewhere.perHost(), elsewhere.perRoute(), elsewhere.perDomain()));
        assertEquals(List.of(Family.INET6), elsewhere.families());
        assertEquals(Integer.MAX_VALUE, elsewhere.failuresPerSession());
    }
}
