package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.config.Configuration;

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
}
