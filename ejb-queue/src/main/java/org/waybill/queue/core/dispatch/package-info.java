/**
 * From a due envelope to a worker: {@link org.waybill.queue.core.dispatch.Dispatcher} claims what is due as
 * {@link org.waybill.queue.core.dispatch.DeliveryOrder}s, {@link org.waybill.queue.core.dispatch.DispatchMessage} is how they
 * travel, {@link org.waybill.queue.core.dispatch.SettlementGroup} writes down what came of them.
 */
@NullMarked
package org.waybill.queue.core.dispatch;

import org.jspecify.annotations.NullMarked;
