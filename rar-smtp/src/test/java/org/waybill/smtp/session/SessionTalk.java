package org.waybill.smtp.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.conversation.Setting;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.MessageBody;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.session.sasl.FakeSecrets;
import org.waybill.smtp.session.sasl.SignInThrottle;

/** The shortest transport there can be: octets in, text out, nothing in between but the session. */
final class SessionTalk {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final FakeApplication application = new FakeApplication();
    final SmtpSession session;
    boolean spoolFull;
    private final LineDecoder lines = new LineDecoder();
    private final StringBuilder output = new StringBuilder();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<Effect> upgrades = new ArrayList<>();
    private @Nullable BodyReader body;
    private boolean closed;

    SessionTalk(TlsMode tls) {
        this(Conversations.spec(tls), SecuredChannel.NONE);
    }

    SessionTalk(Setting setting) {
        this(setting.spec(), setting.channel());
    }

    private SessionTalk(ListenerSpec spec, SecuredChannel channel) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        MessageIds ids = new MessageIds(Clock.fixed(NOW, ZoneOffset.UTC), 1);
        session = new SmtpSession(
                spec,
                Conversations.limits(),
                Peer.connected(loopback, loopback, "tag", "listener"),
                channel,
                new SessionServices(
                        ids::next,
                        () -> spoolFull,
                        () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                        new FakeSecrets(new SecureRandom()),
                        new SignInThrottle(() -> 0)));
        then(session.greet());
    }

    SessionTalk say(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        while ((in.hasRemaining() || (body != null && body.ended())) && !closed) {
            BodyReader decoder = body;
            if (decoder == null) {
                Optional<CommandLine> line = lines.decode(in);
                line.ifPresent(l -> then(session.on(l)));
            } else {
                receive(decoder, in);
            }
        }
        return this;
    }

    SessionTalk say(String line) {
        return say((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void receive(BodyReader decoder, ByteBuffer in) {
        ByteBuffer out = ByteBuffer.allocate(in.remaining() + BodyReader.MARGIN);
        boolean ended = decoder.decode(in, out);
        content.write(out.array(), 0, out.position());
        if (ended) {
            body = null;
            then(session.bodyEnded(decoder.outcome()));
        }
    }

    void then(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                output.append(send.reply().toWire());
            } else if (effect instanceof Effect.AskStep ask) {
                then(decided(application.step(ask.request()), session::stepAnswered, session::stepUndecided));
            } else if (effect instanceof Effect.AwaitName await) {
                then(decided(await.verdict().name(), session::named, List::of));
            } else if (effect instanceof Effect.AskRecipient ask) {
                RecipientVerdict verdict = answer(
                        application.recipient(ask.request()),
                        new RecipientVerdict.Refused(SmtpReply.temporaryFailure()));
                then(session.answered(ask.request(), verdict));
            } else if (effect instanceof Effect.AskSender ask) {
                then(session.senderAnswered(answer(
                        application.sender(ask.request()), new SenderVerdict.Refused(SmtpReply.temporaryFailure()))));
            } else if (effect instanceof Effect.AskPassword ask) {
                then(decided(application.password(ask.request()), session::passwordAnswered, session::signInUndecided));
            } else if (effect instanceof Effect.AskScram ask) {
                then(decided(application.scram(ask.request()), session::scramAnswered, session::signInUndecided));
            } else if (effect instanceof Effect.OpenBody open) {
                content.reset();
                content.writeBytes(open.header().at(NOW).getBytes(StandardCharsets.UTF_8));
            } else if (effect instanceof Effect.ReadBody read) {
                body = read.reader();
            } else if (effect instanceof Effect.DropBody) {
                content.reset();
            } else if (effect instanceof Effect.Commit commit) {
                then(session.committed(
                        commit,
                        answer(
                                application.commit(
                                        commit.with(new InMemory(content.toString(StandardCharsets.ISO_8859_1)), NOW)),
                                SmtpReply.notStored())));
            } else if (effect instanceof Effect.UpgradeTls upgrade) {
                output.append(upgrade.ready().toWire());
                upgrades.add(effect);
            } else if (effect instanceof Effect.Close) {
                closed = true;
            }
        }
    }

    private static <T> List<Effect> decided(
            CompletionStage<T> stage, Function<T, List<Effect>> next, Supplier<List<Effect>> otherwise) {
        return stage.handle((answer, failure) -> failure == null ? next.apply(answer) : otherwise.get())
                .toCompletableFuture()
                .join();
    }

    private static <T> T answer(CompletionStage<T> stage, T otherwise) {
        return stage.exceptionally(failure -> otherwise).toCompletableFuture().join();
    }

    /** What was said since this was last asked. */
    String heard() {
        String heard = output.toString();
        output.setLength(0);
        return heard;
    }

    boolean closed() {
        return closed;
    }

    boolean upgrading() {
        return !upgrades.isEmpty();
    }

    private record InMemory(String text) implements MessageBody {
        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
