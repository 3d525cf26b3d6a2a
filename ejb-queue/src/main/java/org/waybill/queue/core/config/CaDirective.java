package org.waybill.queue.core.config;

/** {@code ca NAME cert "FILE"}: whom clients' certificates may come from */
public record CaDirective(Operand.Word name, Option option, Place place) implements Directive {}
