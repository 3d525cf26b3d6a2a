/**
 * From a due envelope to a worker: {@link org.waybill.queue.core.dispatch.Dispatcher} claims what is due; {@code Sorting}
 * makes {@link org.waybill.queue.core.dispatch.DeliveryOrder}s of it and keeps back what the
 * {@link org.waybill.queue.core.dispatch.Suspensions} mean; orders for relays wait for their turn in
 * {@link org.waybill.queue.core.dispatch.Lanes}, one {@code Lane} for each {@link org.waybill.queue.core.envelope.LaneKey},
 * within the {@link org.waybill.queue.core.dispatch.Capacity}; what does not find room has a {@code Parking}, and where
 * that is much it is left out of claims, which go on from their {@code Frontier}.
 * {@link org.waybill.queue.core.dispatch.DispatchMessage} is how orders travel,
 * {@link org.waybill.queue.core.dispatch.Workers} carry them out,
 * {@link org.waybill.queue.core.dispatch.Gathering} brings together what one report tells,
 * {@link org.waybill.queue.core.dispatch.SettlementGroup} writes down what came of them.
 */
@NullMarked
package org.waybill.queue.core.dispatch;

import org.jspecify.annotations.NullMarked;
