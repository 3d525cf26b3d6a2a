package org.waybill.queue.planted.core.envelope;

import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.logging.Logger;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.planted.core.PlantedVerb;
import org.waybill.queue.planted.core.deliver.PlantedAgent;

/** An entity in the core that holds an action, reads the clock, logs, and knows its verb and its agent. */
@Entity
public class PlantedEnvelope {

    /** The minute the action is written to an on-disk envelope, you have failed. */
    Action action() {
        Logger.getLogger("planted").info(Instant.now().toString());
        return new Action.Hold();
    }

    PlantedVerb deliver(PlantedAgent agent) {
        return new PlantedVerb(agent.envelope());
    }
}
