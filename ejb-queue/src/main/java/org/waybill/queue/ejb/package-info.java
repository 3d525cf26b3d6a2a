/**
 * The beans, one a stage and thin: {@link org.waybill.queue.ejb.SmtpInboundBean} (mail comes in),
 * {@link org.waybill.queue.ejb.DispatchBean} (what is due becomes orders), {@link org.waybill.queue.ejb.DeliveryBean} (orders
 * are carried out), {@link org.waybill.queue.ejb.HousekeepingBean}; {@link org.waybill.queue.ejb.StartupBean} and
 * {@link org.waybill.queue.ejb.StoreWiring}, {@link org.waybill.queue.ejb.TableWiring},
 * {@link org.waybill.queue.ejb.AcceptWiring} and {@link org.waybill.queue.ejb.DeliveryWiring} put the core together; the
 * consoles are what administrators reach.
 */
@NullMarked
package org.waybill.queue.ejb;

import org.jspecify.annotations.NullMarked;
