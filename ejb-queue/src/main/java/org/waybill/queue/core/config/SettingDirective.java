package org.waybill.queue.core.config;

/**
 * One setting of the whole server, such as {@code smtp max-message-size 35M} or {@code queue ttl 4d}.
 *
 * @param keyword its first word
 * @param option what is set
 */
public record SettingDirective(String keyword, Option option, Place place) implements Directive {}
