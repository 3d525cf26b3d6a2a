package org.waybill.queue.core.config;

/**
 * {@code include "FILE"}
 *
 * @param file relative to the data directory
 * @param included what stands there
 */
public record IncludeDirective(Operand.Word file, Document included, Place place) implements Directive {}
