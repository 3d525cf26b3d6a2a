package org.waybill.queue.core.config;

/** {@code smtp OPTION}: for all listeners */
public record SmtpDirective(Option option, Place place) implements Directive {}
