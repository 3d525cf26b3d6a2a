package org.waybill.queue.agent.client;

import java.util.function.Supplier;

/** Port: hears what happens in a session that is opened only to be looked at. */
@FunctionalInterface
public interface Witness {

    /** Of mail, which has its history instead. */
    Witness NOBODY = (step, ok, text) -> {};

    /**
     * A step has come to its end.
     *
     * @param step {@code connect}, {@code greeting}, {@code certificate}, {@code TLS}, or the command
     * @param ok whether it goes on from there
     * @param text what came of it in one line, never a secret; made only where somebody listens
     */
    void saw(String step, boolean ok, Supplier<String> text);
}
