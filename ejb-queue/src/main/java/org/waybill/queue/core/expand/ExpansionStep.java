package org.waybill.queue.core.expand;

/**
 * One step of an expansion, for people: {@code explain} shows them as a tree.
 *
 * @param depth 0 for the recipient
 * @param subject what was looked at: an address, a user, a command
 * @param found what came of it
 */
public record ExpansionStep(int depth, String subject, String found) {}
