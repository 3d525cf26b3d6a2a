package org.waybill.smtp.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The container's threads as an {@link Executor}. It uses {@code scheduleWork}, which hands over and returns: the
 * alternatives make the caller wait for a thread, and the caller may be an event loop.
 */
final class WorkExecutor implements Executor {

    private final WorkManager workManager;

    WorkExecutor(WorkManager workManager) {
        this.workManager = workManager;
    }

    @Override
    public void execute(Runnable task) {
        try {
            workManager.scheduleWork(new Task(task));
        } catch (WorkException e) {
            throw new RejectedExecutionException("the container accepts no work", e);
        }
    }

    private record Task(Runnable task) implements Work {

        @Override
        public void run() {
            task.run();
        }

        /** Asks to end soon; what must end has its own way of being told. */
        @Override
        public void release() {}
    }
}
