/**
 * One attempt: a resolved action is carried out by an agent, every envelope gets an outcome. In reading order:
 * {@link org.waybill.queue.core.deliver.Route} says which envelopes of a message travel together,
 * {@link org.waybill.queue.core.deliver.Carrier} runs the agent and lets nothing but outcomes out,
 * {@link org.waybill.queue.core.deliver.DeliveryAgent} is what the agents implement,
 * {@link org.waybill.queue.core.deliver.DeliveryJob} and {@link org.waybill.queue.core.deliver.Outcome} are what they take
 * and give; {@link org.waybill.queue.core.deliver.HeaderSection}, {@link org.waybill.queue.core.deliver.BodyScan}, {@link org.waybill.queue.core.deliver.MailDate} and
 * {@link org.waybill.queue.core.deliver.ReplyText} read what comes from strangers.
 */
@NullMarked
package org.waybill.queue.core.deliver;

import org.jspecify.annotations.NullMarked;
