package org.waybill.queue.core.config;

/** {@code NAME = VALUE}; from here on {@code $NAME} means the value */
public record MacroDirective(String name, Operand.Word value, Place place) implements Directive {}
