/**
 * From an accepted recipient to final recipients, before the reply to RCPT TO; nothing is expanded later.
 *
 * <p>In reading order: {@link org.waybill.queue.core.expand.Expansion}, {@code ExpansionRun},
 * {@link org.waybill.queue.core.expand.ExpansionPolicy}, {@link org.waybill.queue.core.expand.AliasEntry} as
 * {@code AliasText} reads it and {@code AliasLookup} finds it, {@link org.waybill.queue.core.expand.ExpansionResult} with its
 * {@link org.waybill.queue.core.expand.ExpansionStep}s; the ports {@link org.waybill.queue.core.expand.Rulings} and
 * {@link org.waybill.queue.core.expand.UserFiles}.
 */
@NullMarked
package org.waybill.queue.core.expand;

import org.jspecify.annotations.NullMarked;
