package org.waybill.queue.core.config;

/** {@code queue OPTION}: for all envelopes */
public record QueueDirective(Option option, Place place) implements Directive {}
