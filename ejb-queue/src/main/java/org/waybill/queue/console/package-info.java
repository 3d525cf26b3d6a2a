/**
 * What the console and the REST API may ask and order: {@link org.waybill.queue.console.QueueConsole},
 * {@link org.waybill.queue.console.ConfigurationConsole}, {@link org.waybill.queue.console.TablesConsole},
 * {@link org.waybill.queue.console.RoutesConsole} and, for who asks,
 * {@link org.waybill.queue.console.AdminAccounts}. Views are plain records; no entity leaves.
 */
@NullMarked
package org.waybill.queue.console;

import org.jspecify.annotations.NullMarked;
