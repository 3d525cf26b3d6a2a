package org.waybill.smtp.ra;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.netty.MailHandler;
import org.waybill.smtp.netty.SmtpServer;

/**
 * What the adapter has of its container while it is started. No thread is made here: the event loops are works of the
 * container that end only at {@link #stop}, each taking its thread when it gets its first channel.
 */
record ContainerThreads(
        Executor executor,
        Executor handshakes,
        Timer timer,
        TransactionSynchronizationRegistry transactions,
        EventLoopGroup acceptors,
        EventLoopGroup workers) {

    private static final int ACCEPTORS = 1;
    private static final long LOOPS_END_WITHIN_SECONDS = 5;

    /** @throws RuntimeException where the container has no registry: without it no commit could be trusted */
    static ContainerThreads of(BootstrapContext context) throws UnavailableException {
        TransactionSynchronizationRegistry transactions = Objects.requireNonNull(
                context.getTransactionSynchronizationRegistry(), "no TransactionSynchronizationRegistry");
        Executor executor = new WorkExecutor(context.getWorkManager());
        int processors = Runtime.getRuntime().availableProcessors();
        return new ContainerThreads(
                executor,
                handshakes(executor, processors),
                context.createTimer(),
                transactions,
                new MultiThreadIoEventLoopGroup(ACCEPTORS, executor, NioIoHandler.newFactory()),
                new MultiThreadIoEventLoopGroup(processors, executor, NioIoHandler.newFactory()));
    }

    /**
     * No more of the pool than there are processors, so that a rush of TLS clients does not take the threads that beans
     * are called on. A handshake that gets no thread runs into its timeout.
     */
    private static Executor handshakes(Executor executor, int processors) {
        Lanes<Runnable> lanes = new Lanes<>(executor, processors, 1, tasks -> tasks.forEach(Runnable::run), task -> {});
        return lanes::add;
    }

    MailServer newServer(MailHandler handler) {
        return new NettyServer(new SmtpServer(acceptors, workers, handshakes, handler, Clock.systemUTC()));
    }

    void stop() {
        timer.cancel();
        Future<?> accepted = acceptors.shutdownGracefully(0, LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        Future<?> worked = workers.shutdownGracefully(0, LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        accepted.awaitUninterruptibly(LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        worked.awaitUninterruptibly(LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private record NettyServer(SmtpServer server) implements MailServer {
        @Override
        public ListenerReport apply(ListenerPlan plan) {
            return server.apply(plan);
        }

        @Override
        public void drain(Duration grace) {
            server.drain(grace);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
