package org.waybill.smtp.ra;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A container's thread pool without a limit. */
final class FakeWorkManager implements WorkManager, AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean rejecting;

    void reject() {
        rejecting = true;
    }

    int running() {
        return running.get();
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        if (rejecting) {
            throw new WorkRejectedException("no threads");
        }
        running.incrementAndGet();
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                running.decrementAndGet();
            }
        });
    }

    @Override
    public void scheduleWork(Work work, long timeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        scheduleWork(work);
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException("makes the caller wait");
    }

    @Override
    public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
        doWork(work);
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException("makes the caller wait");
    }

    @Override
    public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
        return startWork(work);
    }

    /** Fails when something still runs: a work that did not end keeps a thread of the container for good. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError(running.get() + " works did not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
