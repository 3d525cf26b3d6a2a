/**
 * The rows: the only truth about what is queued.
 *
 * <p>In reading order: {@link org.waybill.queue.jpa.JpaMailQueue} (the port's implementation) with {@code MessageRow},
 * {@code EnvelopeRow}, {@code AttemptRow} and {@code EnvelopeKeys} (which rows a bulk statement means);
 * {@link org.waybill.queue.jpa.QueueQueries} and {@link org.waybill.queue.jpa.QueueOrders} (what the console asks and
 * orders) with {@code EnvelopeFilter}; {@link org.waybill.queue.jpa.SuspensionRows}, {@link org.waybill.queue.jpa.RevisionStore} and
 * {@link org.waybill.queue.jpa.AdminUsers}; {@link org.waybill.queue.jpa.Transactions} (how they all meet the
 * container); {@link org.waybill.queue.jpa.QueueDataSource}, {@link org.waybill.queue.jpa.DurableFileSystem} (what makes
 * a commit of H2 durable) and {@link org.waybill.queue.jpa.QueueSchema} (own DDL, by Flyway).
 */
@NullMarked
package org.waybill.queue.jpa;

import org.jspecify.annotations.NullMarked;
