package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.conversation.Setting;
import org.waybill.smtp.conversation.Transcript;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.SessionLimits;

/**
 * Whole sessions of any octets, in any pieces, with an application that answers at any time. The first octet says how: see
 * {@link Manner}; all others are sent. The scripts of {@link Conversations} are where it starts from.
 */
class SmtpFuzzTest {

    /** The transport and what it reports of planted failures, which the fuzzer finds at once and again and again. */
    private static final Logger LOG = Logger.getLogger("org.waybill.smtp.netty");

    /** In octets: what is held back while an answer is outstanding, and as much again while it is moved. */
    private static final int MAX_MEMORY = 4 * SmtpFrameDecoder.MAX_BUFFERED;

    private static final int MAX_SEED = 8 * 1_024;

    private static final SessionLimits LIMITS = new SessionLimits(
            1,
            1,
            3,
            5,
            12,
            Duration.ZERO, // slow replies would only slow the fuzzer down
            50,
            3,
            Duration.ofMinutes(5),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            100);

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    /**
     * @param patience whether answers are given only when nothing can go on without them, else at once or after some piece
     * @param secured whether TLS came first
     * @param pieces the seed of the lengths of pieces, 0 for all in one
     */
    private record Manner(boolean patience, boolean secured, int pieces) {

        static Manner of(byte octet) {
            return new Manner((octet & 0x80) != 0, (octet & 0x40) != 0, octet & 0x3f);
        }

        /** @param least so that a long input does not come in thousands of pieces */
        int length(Random random, int least, int left) {
            return pieces == 0 ? left : Math.min(left, least + random.nextInt(1 << (pieces % 8)));
        }

        Setting setting() {
            return secured ? Setting.SECURED : Setting.PLAIN;
        }
    }

    static Stream<byte[]> conversations() {
        return Conversations.all().stream()
                .map(Conversation::input)
                .filter(octets -> octets.length < MAX_SEED)
                .flatMap(
                        octets -> Stream.of(with((byte) 0, octets), with((byte) 4, octets), with((byte) 0xcb, octets)));
    }

    private static byte[] with(byte manner, byte[] octets) {
        byte[] all = new byte[octets.length + 1];
        all[0] = manner;
        System.arraycopy(octets, 0, all, 1, octets.length);
        return all;
    }

    @MethodSource("conversations")
    @FuzzTest
    void talks(byte[] input) {
        if (input.length > 0) {
            new Session(Manner.of(input[0])).with(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** One session from its greeting to its end. */
    private static final class Session {

        private final Manner manner;
        private final Random random;
        private final Queue<Runnable> thoughts = new ArrayDeque<>();
        private final FakeApplication application = new FakeApplication(thoughts::add);
        private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        private final StringBuilder heard = new StringBuilder();

        Session(Manner manner) {
            this.manner = manner;
            this.random = new Random(manner.pieces());
        }

        void with(byte[] octets) {
            boolean closed;
            SpoolSpace spool =
                    new SpoolSpace(Path.of(System.getProperty("java.io.tmpdir")), 0, Runnable::run, Clock.systemUTC());
            SessionSetup setup = WireTap.setup(manner.setting().spec(), LIMITS, application, spool, new ServerLoad());
            try (WireTap tap = new WireTap(setup, manner.setting().channel())) {
                tap.channel.config().setAllocator(memory);
                send(tap, octets);
                closed = tap.closed();
                tap.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                settle(tap);
                assertTrue(tap.closed(), "still open, with nothing left to say or to hear");
            }
            check(new String(octets, StandardCharsets.ISO_8859_1), closed);
        }

        private void send(WireTap tap, byte[] octets) {
            int sent = 0;
            while (sent < octets.length && !tap.closed()) {
                int length = manner.length(random, 1 + octets.length / 256, octets.length - sent);
                tap.say(octets, sent, sent + length);
                sent += length;
                think(tap);
            }
            settle(tap);
        }

        /** Answers as it is the manner to, and always when the client may not send before. */
        private void think(WireTap tap) {
            listen(tap);
            while (!thoughts.isEmpty()
                    && (!tap.channel.config().isAutoRead() || (!manner.patience() && random.nextBoolean()))) {
                thoughts.remove().run();
                listen(tap);
            }
            assertTrue(tap.closed() || tap.channel.config().isAutoRead(), "reads no more, and waits for nothing");
        }

        private void settle(WireTap tap) {
            listen(tap);
            while (!thoughts.isEmpty()) {
                thoughts.remove().run();
                listen(tap);
            }
        }

        private void listen(WireTap tap) {
            heard.append(tap.heard());
            assertTrue(used() <= MAX_MEMORY, "too much memory in use: " + used());
        }

        private long used() {
            return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        }

        private void check(String sent, boolean closed) {
            assertEquals(0, used(), "octets of memory not given back");
            List<String> mails = application.mails().stream()
                    .map(FakeApplication.Mail::withoutTrace)
                    .toList();
            assertEquals(Transcript.mails(sent, heard.toString(), closed), mails);
            for (FakeApplication.Mail mail : application.mails()) {
                assertFalse(mail.text().matches("(?s).*(\0|\r[^\n]|[^\r]\n).*"), mail.text());
                assertTrue(
                        mail.text().startsWith("Received: from ") && mail.text().endsWith("\r\n"), mail.text());
                assertFalse(mail.transaction().recipients().isEmpty(), "a mail has a recipient");
                assertEquals(mail.text().length(), mail.transaction().body().size());
            }
            if (application.requests().stream().noneMatch(Session::isPlanted)) {
                assertFalse(heard.toString().contains("451 4.3.0"), "a failure that nobody planted");
            }
        }

        /** Whether {@link FakeApplication} fails over it. */
        private static boolean isPlanted(RecipientRequest request) {
            String sender = request.sender().toString();
            return Set.of("later", "broken").contains(request.recipient().localPart())
                    || sender.startsWith("unlucky@")
                    || sender.startsWith("bomb@");
        }
    }
}
