package org.waybill.smtp.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** What a container gives a starting adapter; the timer never runs, it only keeps what was scheduled. */
final class FakeBootstrap implements BootstrapContext {

    final FakeWorkManager work = new FakeWorkManager();
    final List<TimerTask> scheduled = new ArrayList<>();

    @Nullable
    TransactionSynchronizationRegistry registry;

    FakeBootstrap(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public WorkManager getWorkManager() {
        return work;
    }

    @Override
    public Timer createTimer() {
        return new Timer(true) {
            @Override
            public void schedule(TimerTask task, long delay, long period) {
                scheduled.add(task);
            }
        };
    }

    @Override
    public @Nullable TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return registry;
    }

    @Override
    public @Nullable XATerminator getXATerminator() {
        return null;
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> context) {
        return false;
    }
}
