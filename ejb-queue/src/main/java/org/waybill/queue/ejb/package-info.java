/**
 * The beans, one a stage and thin: {@link org.waybill.queue.ejb.SmtpInboundBean} (mail comes in),
 * {@link org.waybill.queue.ejb.DispatchBean} (what is due becomes orders), {@link org.waybill.queue.ejb.DeliveryBean} (orders
 * are carried out), {@link org.waybill.queue.ejb.HousekeepingBean}; mail from inside comes in by
 * {@link org.waybill.queue.ejb.MailSubmissionBean}, {@link org.waybill.queue.ejb.SubmitBean} and
 * {@link org.waybill.queue.ejb.LocalSocketBean}, all of it through {@link org.waybill.queue.ejb.LocalMailBean};
 * {@link org.waybill.queue.ejb.StartupBean} and
 * {@link org.waybill.queue.ejb.StoreWiring}, {@link org.waybill.queue.ejb.TableWiring},
 * {@link org.waybill.queue.ejb.AcceptWiring}, {@link org.waybill.queue.ejb.LocalWiring} and
 * {@link org.waybill.queue.ejb.DeliveryWiring} put the core together; the consoles are what administrators reach.
 */
@NullMarked
package org.waybill.queue.ejb;

import org.jspecify.annotations.NullMarked;
