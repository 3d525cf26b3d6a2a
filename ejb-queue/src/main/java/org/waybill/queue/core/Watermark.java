package org.waybill.queue.core;

/**
 * {@code queue max-depth}: no more mail is accepted while the queue holds that many envelopes, until it holds 5 % less.
 * Without that distance every delivered mail would open the door for one new one.
 */
public final class Watermark {

    private static final int PERCENT = 5;

    private volatile boolean accepting = true;

    /** Whether more mail may come in. */
    public boolean accepting() {
        return accepting;
    }

    /**
     * Takes note of the queue's depth.
     *
     * @param depth envelopes in the queue
     * @param most how many it may hold
     * @return whether {@link #accepting} has changed
     */
    public synchronized boolean measured(long depth, long most) {
        boolean before = accepting;
        long reopening = most - Math.max(1, most * PERCENT / 100);
        accepting = before ? depth < most : depth <= reopening;
        return accepting != before;
    }
}
