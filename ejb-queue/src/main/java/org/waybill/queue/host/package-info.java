/**
 * What the core has to know of this machine: its own addresses
 * ({@link org.waybill.queue.host.InterfaceAddresses}) and users ({@link org.waybill.queue.host.SystemUsers}).
 */
@NullMarked
package org.waybill.queue.host;

import org.jspecify.annotations.NullMarked;
