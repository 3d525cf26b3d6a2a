package org.waybill.smtp.ra;

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
import java.util.function.Consumer;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.netty.MailHandler;
import org.waybill.smtp.netty.SmtpServer;

/**
 * What the adapter has of its container while it is started. No thread is made here: the event loops are works of the
 * container that end only at {@link #stop}, each taking its thread when it gets its first channel.
 */
record ContainerThreads(
        Executor executor, Timer timer, TransactionSynchronizationRegistry transactions, SmtpServer.Threads server) {

    private static final int ACCEPTORS = 1;

    /** More would only make the disk's queue longer. */
    private static final int WRITERS = 4;

    private static final long LOOPS_END_WITHIN_SECONDS = 5;

    /** @throws RuntimeException where the container has no registry: without it no commit could be trusted */
    static ContainerThreads of(BootstrapContext context) throws UnavailableException {
        TransactionSynchronizationRegistry transactions = Objects.requireNonNull(
                context.getTransactionSynchronizationRegistry(), "no TransactionSynchronizationRegistry");
        Executor executor = new WorkExecutor(context.getWorkManager());
        int processors = Runtime.getRuntime().availableProcessors();
        return new ContainerThreads(
                executor,
                context.createTimer(),
                transactions,
                new SmtpServer.Threads(
                        new MultiThreadIoEventLoopGroup(ACCEPTORS, executor, NioIoHandler.newFactory()),
                        new MultiThreadIoEventLoopGroup(processors, executor, NioIoHandler.newFactory()),
                        // a handshake that gets no thread runs into its timeout
                        few(executor, processors, task -> {}),
                        // better that an event loop waits for the disk than that a mail waits for ever
                        few(executor, WRITERS, Runnable::run)));
    }

    /** Only some of the pool, so that a rush of TLS clients, or a slow disk, does not take the threads that beans run on. */
    private static Executor few(Executor executor, int threads, Consumer<Runnable> withoutThread) {
        Lanes<Runnable> lanes = new Lanes<>(executor, threads, 1, tasks -> tasks.forEach(Runnable::run), withoutThread);
        return lanes::add;
    }

    MailServer newServer(MailHandler handler) {
        return new NettyServer(new SmtpServer(server, handler, Clock.systemUTC()));
    }

    void stop() {
        timer.cancel();
        Future<?> accepted = server.acceptors().shutdownGracefully(0, LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        Future<?> worked = server.workers().shutdownGracefully(0, LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
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
