/**
 * What the console and the REST API may ask and order: {@link org.waybill.queue.console.QueueConsole} and
 * {@link org.waybill.queue.console.ConfigurationConsole}. Views are plain records; no entity leaves.
 */
@NullMarked
package org.waybill.queue.console;

import org.jspecify.annotations.NullMarked;
