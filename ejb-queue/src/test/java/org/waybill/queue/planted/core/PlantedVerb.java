package org.waybill.queue.planted.core;

import org.waybill.queue.planted.core.envelope.PlantedEnvelope;

/** A verb that its parts know. */
public record PlantedVerb(PlantedEnvelope envelope) {}
