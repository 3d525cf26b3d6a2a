package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.to;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;

/** What becomes of a mail at a server that somebody else wrote, and that fails where its switches say. */
class RelaySinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Outcome relay(SinkPeer sink, String schema, RelayTimeouts timeouts, String text) {
        DeliveryJob job = TestMail.job(text, TestMail.envelope("bob@example.org"));
        return Objects.requireNonNull(rig.agent(timeouts)
                .deliver(to(sink.url(schema)), job)
                .get(job.envelopes().get(0).id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # hard rejects
            -f CONNECT                  | Deferred  | 451 4.4.1 Refused by
            -f EHLO                     | Delivered | 250
            -f EHLO,HELO                | Deferred  | 451 4.4.1 Refused by
            -f MAIL                     | Failed    | 500 5.3.0 Error: command failed
            -f RCPT                     | Failed    | 500 5.3.0 Error: command failed
            -f DATA                     | Failed    | 500 5.3.0 Error: command failed
            -f .                        | Failed    | 500 5.3.0 Error: command failed
            -f QUIT                     | Delivered | 250
            -f RCPT -B 552_5.2.2_Full   | Failed    | 552 5.2.2 Full
            # soft rejects
            -r CONNECT                  | Deferred  | 451 4.4.1 Refused by
            -r EHLO                     | Deferred  | 451 4.4.1 Refused by
            -r MAIL                     | Deferred  | 450 4.3.0 Error: command failed
            -r RCPT                     | Deferred  | 450 4.3.0 Error: command failed
            -r DATA                     | Deferred  | 450 4.3.0 Error: command failed
            -r .                        | Deferred  | 450 4.3.0 Error: command failed
            -r QUIT                     | Delivered | 250
            -r RCPT -b 452_4.2.2_Full   | Deferred  | 452 4.2.2 Full
            # hangs up
            -q CONNECT                  | Deferred  | 451 4.4.1 No connection with
            -q EHLO                     | Deferred  | 451 4.4.1 No connection with
            -q MAIL                     | Deferred  | 451 4.4.2 Connection lost: the host hung up
            -q RCPT                     | Deferred  | 451 4.4.2 Connection lost: the host hung up
            -q DATA                     | Deferred  | 451 4.4.2 Connection lost: the host hung up
            -q .                        | Deferred  | 451 4.4.2 Connection lost: the host hung up
            -q QUIT                     | Delivered | 250
            # 421, and hangs up
            -Q CONNECT                  | Deferred  | 451 4.4.1 Refused by
            -Q EHLO                     | Deferred  | 451 4.4.1 Refused by
            -Q MAIL                     | Deferred  | 421 4.0.0 Server closing connection
            -Q RCPT                     | Deferred  | 421 4.0.0 Server closing connection
            -Q DATA                     | Deferred  | 421 4.0.0 Server closing connection
            -Q .                        | Deferred  | 421 4.0.0 Server closing connection
            -Q QUIT                     | Delivered | 250
            # 550 within the content, without reading it
            -A 0                        | Failed    | 550 This violates SMTP
            # never answers; with PIPELINING smtp-sink would answer the commands behind first
            -W CONNECT:600 -p           | Deferred  | 451 4.4.1 No connection with
            -W EHLO:600 -p              | Deferred  | 451 4.4.1 No connection with
            -W MAIL:600 -p              | Deferred  | 451 4.4.2 Connection lost: it took too long
            -W RCPT:600 -p              | Deferred  | 451 4.4.2 Connection lost: it took too long
            -W DATA:600 -p              | Deferred  | 451 4.4.2 Connection lost: it took too long
            -W .:600 -p                 | Deferred  | 451 4.4.2 Connection lost: it took too long
            # odd servers
            -e                          | Delivered | 250
            -p                          | Delivered | 250
            -8 -N -E -a -C -F           | Delivered | 250
            -P                          | Delivered | 250
            -w 1                        | Delivered | 250
            -H 1 -T 1024                | Delivered | 250
            -h [weird](name)            | Delivered | 250
            """)
    void decidesByWhatTheSinkDoes(String switches, String kind, String reply, @TempDir Path directory)
            throws Exception {
        List<String> words = Arrays.stream(switches.split(" "))
                .map(word -> word.replace('_', ' '))
                .toList();
        try (SinkPeer sink = SinkPeer.start(directory, words)) {
            Outcome outcome = relay(sink, "smtp", RelayRig.timeouts(LONG, PATIENCE, PATIENCE, LONG), TestMail.TEXT);
            assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
            assertTrue(outcome.reply().startsWith(reply), outcome.reply());
            if (kind.equals("Delivered")) {
                assertEquals(1, sink.mails().size());
                assertTrue(sink.mails().get(0).endsWith(TestMail.TEXT.replace("\r\n", "\n") + "\n"));
            }
        }
    }

    @Test
    void speaksLmtpWithIt(@TempDir Path directory) throws Exception {
        try (SinkPeer sink = SinkPeer.start(directory, List.of("-L"))) {
            Outcome outcome = relay(sink, "lmtp", RelayRig.PATIENT, TestMail.TEXT);
            assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
            assertTrue(
                    sink.mails().get(0).contains("X-Client-Proto: LMTP\n"),
                    sink.mails().toString());
        }
    }

    /** The sink's window is small, and it begins to read late. */
    @Test
    void sendsEveryOctetToOneThatReadsSlowly(@TempDir Path directory) throws Exception {
        String text = "Subject: long\r\n\r\n" + ("." + "x".repeat(900) + "\r\n.\r\n").repeat(2000);
        try (SinkPeer sink = SinkPeer.start(directory, List.of("-H", "1", "-T", "1024"))) {
            Outcome outcome = relay(sink, "smtp", RelayRig.PATIENT, text);
            assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
            String mail = sink.mails().get(0);
            assertTrue(mail.endsWith("\n" + text.replace("\r\n", "\n") + "\n"), () -> mail.substring(0, 2000));
        }
    }
}
