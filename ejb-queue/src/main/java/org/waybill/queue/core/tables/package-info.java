/**
 * Named tables of the configuration and how each kind of key is compared with their entries.
 */
@NullMarked
package org.waybill.queue.core.tables;

import org.jspecify.annotations.NullMarked;
