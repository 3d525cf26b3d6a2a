package org.waybill.queue.core.action;

import java.time.Duration;
import java.util.Optional;
import org.waybill.queue.core.envelope.ActionName;

/** What the names mean now. */
public interface ActionBook {

    /** The revision of the configuration that answers. */
    long revision();

    /** How long an envelope may wait whose action's name nobody knows. */
    Duration queueTtl();

    /** The definition behind a name; empty if the configuration does not know the name, which holds the envelope. */
    Optional<ActionDefinition> resolve(ActionName name);
}
