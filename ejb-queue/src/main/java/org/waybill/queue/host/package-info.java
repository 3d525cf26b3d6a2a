/**
 * What the core has to know of this machine: {@link org.waybill.queue.host.InterfaceAddresses}, its own addresses.
 */
@NullMarked
package org.waybill.queue.host;

import org.jspecify.annotations.NullMarked;
