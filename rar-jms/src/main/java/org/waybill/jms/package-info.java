/**
 * The JMS provider for servers that bring none: Apache Artemis as a resource adapter.
 *
 * <p>In reading order: {@link org.waybill.jms.WaybillJmsAdapter} is what the container starts and stops; it asks
 * {@link org.waybill.jms.BrokerSettings} which broker to use and, unless that is an external one, holds a share of the
 * {@link org.waybill.jms.EmbeddedBroker} that {@link org.waybill.jms.BrokerConfiguration} describes.
 *
 * <p>Waybill's own messages are hints that may be lost; the durable side is there for applications that send and
 * receive mail by JMS.
 */
@NullMarked
package org.waybill.jms;

import org.jspecify.annotations.NullMarked;
