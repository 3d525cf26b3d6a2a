package org.waybill.queue.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.trace.TraceRig.HOST;
import static org.waybill.queue.trace.TraceRig.last;
import static org.waybill.queue.trace.TraceRig.mail;
import static org.waybill.queue.trace.TraceRig.names;
import static org.waybill.queue.trace.TraceRig.url;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.console.TraceConsole.Answer;
import org.waybill.queue.console.TraceConsole.Question;
import org.waybill.queue.core.dispatch.Suspension;

/** A trace from the question to the answer. */
class TracesTest {

    private final TraceRig rig = new TraceRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void goesTheWayOfAMailFromTheRulesToTheHost() {
        Answer answer = rig.trace(mail("", "bob@example.org"));
        assertEquals(
                List.of(
                        "rule",
                        "expansion",
                        "answer",
                        "action",
                        "map",
                        "address",
                        "demand",
                        "identity",
                        "connect",
                        "greeting",
                        "EHLO",
                        "MAIL",
                        "RCPT",
                        "RSET",
                        "QUIT",
                        "outcome"),
                names(answer));
        assertEquals(7, answer.revision());
        assertEquals("line 4 matches: action out", answer.steps().get(0).text());
        assertEquals("bob@example.org", last(answer).subject());
        assertEquals(
                "the mail is handed over: 250 2.1.5 Ok (localhost [127.0.0.1]:" + rig.server.port() + " (plain text))",
                last(answer).text());
        assertEquals(0, rig.server.heard("DATA"));
        assertEquals(List.of("trace by=ada recipient=<bob@example.org> sender=<alice@example.com>"), rig.log);
    }

    @Test
    void saysOfMailForThisServerWhatItsActionDoes() {
        Answer answer = rig.trace(mail("192.0.2.1", "bob@" + HOST));
        assertEquals(List.of("rule", "expansion", "answer", "action", "outcome"), names(answer));
        assertEquals("here: append to the mailbox of bob", last(answer).text());
        assertEquals(List.of(), rig.server.commands);
    }

    @Test
    void endsAtTheRulesWhereNoneMatches() {
        Answer answer = rig.trace(mail("192.0.2.1", "bob@example.org"));
        assertEquals("rule!", names(answer).get(0));
        assertEquals("none of 2 rules matches", answer.steps().get(0).text());
        assertEquals("outcome!", names(answer).get(answer.steps().size() - 1));
        assertEquals(
                "the client that sends it hears 550 5.1.1 Invalid recipient: <bob@example.org>",
                last(answer).text());
    }

    @Test
    void goesToAUrlPastTheRules() {
        String url = "smtp://localhost:" + rig.server.port();
        Answer answer = rig.trace(url(url, "out"));
        assertEquals("map", names(answer).get(0));
        assertEquals("out", answer.steps().get(0).subject());
        assertEquals("outcome", last(answer).step());
        assertEquals(
                List.of("trace by=ada recipient=<bob@example.org> sender=<alice@example.com> url=" + url
                        + " action=out"),
                rig.log);
    }

    @Test
    void saysThatMailIsSuspendedAndGoesOn() {
        rig.suspensions.replace(List.of(new Suspension(
                1, Suspension.Kind.ACTION, "out", "maintenance", "ada", Instant.EPOCH, Suspension.OPEN)));
        Answer answer = rig.trace(mail("", "bob@example.org"));
        assertTrue(names(answer).containsAll(List.of("suspension!", "RCPT", "outcome!")), answer.toString());
        assertTrue(last(answer).text().startsWith("the mail waits, it is suspended; else: the mail is handed over"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            bob@example.org | ftp://localhost    |       | url:
            bob@example.org | smtp://u:p@a.test  |       | url:
            bob@example.org | smtp://localhost   | local | action: there is no relay 'local'
            bob@example.org | smtp://localhost   | none  | action: there is no relay 'none'
            bob@example.org | smtp://localhost   | a b   | action:
            bob             | smtp://localhost   |       | recipient: an address with a domain
            @@              |                    |       | recipient:
            """)
    void refusesWhatItCannotRead(String recipient, String url, String action, String expected) {
        Question question =
                new Question(mail("", recipient).mail(), url == null ? "" : url, action == null ? "" : action);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> rig.traces().trace(question, "ada"))
                .getMessage();
        assertTrue(String.valueOf(message).startsWith(expected), message);
        assertEquals(List.of(), rig.log);
    }

    /** Waits for nobody: whoever asks is answered before the trace begins. */
    @Test
    void leavesATraceThatTakesTooLong() {
        Deque<Runnable> begun = new ArrayDeque<>();
        rig.executor = begun::add;
        rig.whole = Duration.ofMillis(1);
        TraceConsole traces = rig.traces();
        Answer answer = traces.trace(mail("", "bob@example.org"), "ada").orElseThrow();
        assertEquals(List.of("outcome!"), names(answer));
        assertEquals(Optional.empty(), traces.trace(mail("", "bob@example.org"), "ada"));
        begun.remove().run();
        assertTrue(traces.trace(mail("", "bob@example.org"), "ada").isPresent());
    }

    @Test
    void tracesOnceForEachAuthorAndAFewTimesInAll() {
        rig.executor = command -> {};
        rig.whole = Duration.ofMillis(1);
        TraceConsole traces = rig.traces();
        for (String author : List.of("a", "b", "c", "d")) {
            assertTrue(traces.trace(mail("", "bob@example.org"), author).isPresent());
        }
        assertEquals(Optional.empty(), traces.trace(mail("", "bob@example.org"), "e"));
        assertEquals(4, rig.log.size());
    }
}
