package org.waybill.queue.planted.core.deliver;

import org.waybill.queue.core.expand.Expansion;
import org.waybill.queue.planted.core.envelope.PlantedEnvelope;

/** An agent that expands once more, and closes a cycle with its envelope. */
public record PlantedAgent(PlantedEnvelope envelope, Expansion expansion) {}
