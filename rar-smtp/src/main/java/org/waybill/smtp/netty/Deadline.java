package org.waybill.smtp.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that must have happened by then, or else. One at a time; for use on the event loop only. */
final class Deadline {

    private final EventExecutor executor;
    private final Runnable missed;
    private @Nullable Future<?> timer;

    Deadline(EventExecutor executor, Runnable missed) {
        this.executor = executor;
        this.missed = missed;
    }

    /** Sets it anew, counted from now. */
    void in(Duration time) {
        cancel();
        timer = executor.schedule(missed, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
