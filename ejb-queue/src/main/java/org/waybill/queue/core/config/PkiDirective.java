package org.waybill.queue.core.config;

/** {@code pki NAME cert "FILE"} or {@code pki NAME key "FILE"} */
public record PkiDirective(Operand.Word name, Option option, Place place) implements Directive {}
