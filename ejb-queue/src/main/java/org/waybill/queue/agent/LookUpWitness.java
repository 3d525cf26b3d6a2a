package org.waybill.queue.agent;

import java.util.function.Supplier;

/** Port: hears of what is asked of others before a host is connected. */
@FunctionalInterface
interface LookUpWitness {

    /** Of mail, which has its history instead. */
    LookUpWitness NOBODY = (step, subject, ok, text) -> {};

    /**
     * A look-up has come to its end.
     *
     * @param step {@code MX}, {@code address}, {@code TLSA}, {@code MTA-STS}; {@code demand} where their answers together
     *     leave a host out, {@code map} where no host is named
     * @param subject the domain, host or action that was asked about
     * @param ok whether it goes on from there
     * @param text what came of it in one line; made only where somebody listens
     */
    void saw(String step, String subject, boolean ok, Supplier<String> text);
}
