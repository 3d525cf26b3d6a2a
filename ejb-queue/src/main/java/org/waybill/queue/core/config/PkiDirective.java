package org.waybill.queue.core.config;

/** {@code pki NAME cert "FILE"}, {@code pki NAME key "FILE"} or {@code pki NAME self-signed} */
public record PkiDirective(Operand.Word name, Option option, Place place) implements Directive {}
