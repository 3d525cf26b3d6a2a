package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.StepVerdict;
import org.waybill.smtp.session.BodyOutcome;
import org.waybill.smtp.session.CommandLine;
import org.waybill.smtp.session.Effect;
import org.waybill.smtp.session.SecuredChannel;
import org.waybill.smtp.session.SmtpSession;

/**
 * One client: feeds its {@link SmtpSession} and carries out what that asks for, all on the channel's event loop. While an
 * answer of the {@link MailHandler} is outstanding, or the client does not read its replies, or the disk is behind, the
 * decoder is paused: so replies keep the order of the commands, and neither commands nor replies nor octets pile up.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive anyway
final class SmtpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(SmtpConnection.class.getName());

    /** Whoever looks up names has a shorter one; this is for those who forgot. */
    private static final Duration NAME_PATIENCE = Duration.ofSeconds(10);

    private final SessionSetup setup;
    private final SmtpFrameDecoder frames;
    private final SmtpSession session;
    private final BodyIntake body;
    private @Nullable Wire wire;
    private boolean outstanding;
    private boolean heard;
    private boolean draining;
    private boolean inputEnded;
    private boolean closing;

    /** @param channel what TLS came to, where TLS came first */
    SmtpConnection(SessionSetup setup, Peer peer, SecuredChannel channel, SmtpFrameDecoder frames) {
        this.setup = setup;
        this.frames = frames;
        this.session = setup.session(peer, channel);
        this.body = new BodyIntake(setup.spool(), this::diskCaughtUp);
    }

    /** What exists only while the handler sits in a pipeline. */
    private record Wire(ChannelHandlerContext context, Patience patience) {}

    // ---- what the channel tells

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Runnable exhausted = () -> then(session.timedOut());
        wire = new Wire(
                ctx,
                new Patience(ctx.executor(), setup.limits(), setup.load()::crowded, frames::bodyOctets, exhausted));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        then(session.greet());
        ctx.flush();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        heard = true;
        if (frame instanceof ByteBuf octets) {
            body.keep(octets);
            rearm();
            if (body.behind()) {
                proceed();
            }
        } else if (frame instanceof BodyOutcome outcome) {
            then(session.bodyEnded(body.end(outcome)));
        } else if (frame instanceof CommandLine line) {
            then(session.on(line));
        } else {
            throw new AssertionError(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // one flush for all replies of a pipelined group (RFC 2920 §3.2)
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        proceed();
        ctx.flush(); // what went on here is not followed by channelReadComplete
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == SmtpPipeline.Signal.DRAIN) {
            draining = true;
            then(List.of());
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            secured(ctx, handshake);
        } else if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            then(List.of());
            Farewell.answered(ctx.channel());
        }
        ctx.fireUserEventTriggered(event);
    }

    private void secured(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
            then(session.secured(NegotiatedTls.secured(ctx.pipeline().get(SslHandler.class))));
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    /** Whatever is still to be given back. A body that is being committed is not ours to release here. */
    private void end() {
        closing = true;
        wire().patience().end();
        body.drop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // what TLS makes of a stranger's octets is the stranger's doing too
        boolean clientsDoing = cause instanceof IOException || cause instanceof DecoderException;
        LOG.log(
                clientsDoing ? Level.DEBUG : Level.ERROR,
                "client=" + ctx.channel().remoteAddress() + " dropped",
                cause);
        ctx.close();
    }

    // ---- what the session asks for

    /** Carries out the effects of one event and gets ready for the next. */
    private void then(List<Effect> effects) {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof Effect.Pause pause) {
                List<Effect> later = effects.subList(i + 1, effects.size());
                rest(pause.time(), () -> then(later));
                return;
            }
            perform(effects.get(i));
        }
        if (draining && !outstanding && session.idle()) {
            session.shutDown().forEach(this::perform);
        }
        rearm();
        proceed();
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Send send) {
            send(send.reply());
        } else if (effect instanceof Effect.AskStep ask) {
            await(() -> setup.handler().step(ask.request()), this::stepAnswered, session::stepUndecided);
        } else if (effect instanceof Effect.AwaitName await) {
            await(() -> bounded(await.verdict().name()), session::named, () -> session.named(ReverseName.TEMPORARY));
        } else if (effect instanceof Effect.AskRecipient ask) {
            await(
                    () -> setup.handler().recipient(ask.request()),
                    verdict -> session.answered(ask.request(), verdict),
                    () -> session.answered(ask.request(), new RecipientVerdict.Refused(SmtpReply.temporaryFailure())));
        } else if (effect instanceof Effect.AskSender ask) {
            await(
                    () -> setup.handler().sender(ask.request()),
                    session::senderAnswered,
                    () -> session.senderAnswered(new SenderVerdict.Refused(SmtpReply.temporaryFailure())));
        } else if (effect instanceof Effect.AskPassword ask) {
            await(() -> setup.handler().password(ask.request()), session::passwordAnswered, session::signInUndecided);
        } else if (effect instanceof Effect.AskScram ask) {
            await(() -> setup.handler().scram(ask.request()), session::scramAnswered, session::signInUndecided);
        } else if (effect instanceof Effect.OpenBody open) {
            body.open(open.header().at(setup.clock().instant()));
        } else if (effect instanceof Effect.ReadBody read) {
            body.read();
            frames.expect(read.reader());
            // 354 must not wait for the end of a pipelined group: the client does
            wire().context().flush();
        } else if (effect instanceof Effect.DropBody) {
            body.drop();
        } else if (effect instanceof Effect.Commit commit) {
            commit(commit);
        } else if (effect instanceof Effect.UpgradeTls upgrade) {
            upgrade(upgrade.ready());
        } else if (effect instanceof Effect.Close) {
            close();
        } else {
            throw new AssertionError(effect);
        }
    }

    /** While the greeting waits for an answer, the client has to wait for the greeting. */
    private List<Effect> stepAnswered(StepVerdict verdict) {
        return heard || frames.drained() ? session.stepAnswered(verdict) : session.talkedTooEarly();
    }

    private static CompletionStage<ReverseName> bounded(CompletionStage<ReverseName> name) {
        return name.thenApply(Function.identity())
                .toCompletableFuture()
                .orTimeout(NAME_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> ReverseName.TEMPORARY);
    }

    private void send(SmtpReply reply) {
        // UTF-8 and never a narrowing of characters, which could make a CR LF out of none (CVE-2025-7962)
        ByteBuf line = ByteBufUtil.writeUtf8(wire().context().alloc(), reply.toWire());
        wire().context().write(line);
    }

    private void commit(Effect.Commit commit) {
        MessageSpool spool = body.handOver();
        await(
                () -> safely(() -> setup.handler()
                                .commit(commit.with(spool, setup.clock().instant())))
                        // released on any thread, and also when the client or the event loop is gone
                        .whenComplete((reply, failure) -> spool.release()),
                reply -> session.committed(commit, reply),
                () -> session.committed(commit, SmtpReply.notStored()));
    }

    /** A handler that breaks its promise not to throw has failed like any other. */
    private static <T> CompletionStage<T> safely(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Goes on when the answer comes, or when it is known that none will. */
    private <T> void await(
            Supplier<CompletionStage<T>> question, Function<T, List<Effect>> next, Supplier<List<Effect>> otherwise) {
        outstanding = true;
        wire().context().flush();
        safely(question).whenComplete((answer, failure) -> {
            if (failure != null && !(failure instanceof MailHandler.Undecided)) {
                LOG.log(Level.ERROR, "a mail handler failed", failure);
            }
            onEventLoop(() -> goOn(() -> then(failure == null ? next.apply(answer) : otherwise.get())));
        });
    }

    /** Reads and says nothing for a while. */
    private void rest(Duration time, Runnable next) {
        outstanding = true;
        rearm();
        proceed();
        wire().context().flush();
        wire().context().executor().schedule(() -> goOn(next), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void goOn(Runnable next) {
        outstanding = false;
        if (!closing) {
            next.run();
            wire().context().flush();
        }
    }

    private void onEventLoop(Runnable task) {
        try {
            if (wire().context().executor().inEventLoop()) {
                task.run();
            } else {
                wire().context().executor().execute(task);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "an answer came after the event loop had ended", e);
        }
    }

    private void upgrade(SmtpReply ready) {
        if (!frames.drained()) {
            session.injected().forEach(this::perform);
            return;
        }
        send(ready);
        wire().context().flush();
        SmtpPipeline.addTls(wire().context().pipeline(), setup);
    }

    private void close() {
        if (!closing) {
            closing = true;
            wire().patience().end();
            body.drop();
            frames.discard();
            Farewell.say(wire().context());
        }
    }

    // ---- readiness

    /** On a thread that writes bodies. */
    private void diskCaughtUp() {
        onEventLoop(() -> {
            rearm();
            proceed();
            wire().context().flush();
        });
    }

    /** Waiting for the client has a limit; waiting for ourselves has none here. */
    private void rearm() {
        wire().patience().body(body.underWay());
        if (closing) {
            wire().patience().end();
        } else if (outstanding || body.behind()) {
            wire().patience().rest();
        } else if (body.reading()) {
            wire().patience().awaitOctets();
        } else {
            wire().patience().awaitCommand();
        }
    }

    /** Goes on to the next command if there may be one, and leaves when there cannot be any. */
    private void proceed() {
        frames.pause(outstanding || body.behind() || !wire().context().channel().isWritable());
        if (inputEnded && !outstanding && frames.drained() && !closing) {
            close();
        }
    }

    private Wire wire() {
        Wire known = wire;
        if (known == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return known;
    }
}
