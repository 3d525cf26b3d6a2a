package org.waybill.queue.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.waybill.queue.agent.client.Witness;

/**
 * What a trace has seen so far, and how much more it may do. Each step took as long as since the one before. One thread
 * writes; another one may read, and need not wait for the end.
 */
public final class TraceLog implements Witness, LookUpWitness {

    /** What the mail would come to; never left out. */
    public static final String OUTCOME = "outcome";

    private static final int MAX_STEPS = 500;
    private static final int MAX_TEXT = 1000;

    private final LongSupplier nanos;
    private final long end;
    private final int maxHosts;
    private final List<Step> steps = new ArrayList<>();
    private long last;
    private String subject = "";
    private int hosts;
    private boolean left;

    /**
     * @param nanos a clock that only runs forward
     * @param whole how long all of it may take
     * @param maxHosts how many hosts may be connected
     */
    public TraceLog(LongSupplier nanos, Duration whole, int maxHosts) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
        this.end = last + whole.toNanos();
        this.maxHosts = maxHosts;
    }

    /**
     * One step.
     *
     * @param name of the step
     * @param subject what it is about: an address, a rule, a host
     * @param ok whether it goes on from there
     * @param text what came of it, in one line
     * @param millis how long it took
     */
    public record Step(String name, String subject, boolean ok, String text, long millis) {}

    /** A step about the subject of the one before. */
    @Override
    public synchronized void saw(String step, boolean ok, Supplier<String> text) {
        long now = nanos.getAsLong();
        if (!left && (steps.size() < MAX_STEPS || step.equals(OUTCOME))) {
            steps.add(new Step(step, subject, ok, line(text.get()), Math.max(0, now - last) / 1_000_000));
        }
        last = now;
    }

    /** A step about something else. */
    @Override
    public synchronized void saw(String step, String about, boolean ok, Supplier<String> text) {
        subject = line(about);
        saw(step, ok, text);
    }

    /** Likewise. */
    public void saw(String step, String about, boolean ok, String text) {
        saw(step, about, ok, () -> text);
    }

    private static String line(String text) {
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }

    /** What follows is about this. */
    synchronized void turnTo(String about) {
        subject = line(about);
    }

    /** Counts another host. Returns whether it may be connected. */
    synchronized boolean mayVisit() {
        return hosts++ < maxHosts;
    }

    /** How much time there is; may be negative. */
    Duration left() {
        return Duration.ofNanos(end - nanos.getAsLong());
    }

    /** The last step: nobody waits for another one. */
    public synchronized void leave(String text) {
        saw(OUTCOME, "", false, text);
        left = true;
    }

    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }
}
