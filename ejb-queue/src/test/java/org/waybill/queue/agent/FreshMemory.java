package org.waybill.queue.agent;

import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.Pace;
import org.waybill.queue.core.relay.Turns;

/** What relays know of one another's mails when a server starts. */
public final class FreshMemory {

    private FreshMemory() {}

    public static RelayMemory of(Supplier<MtaLimits> limits, InstantSource clock) {
        return new RelayMemory(new Turns(new Random(1)), new Health(clock), new Pace(clock), limits, clock);
    }
}
