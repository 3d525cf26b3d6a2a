/**
 * What follows from an outcome: done, retry, hold, bounce.
 */
@NullMarked
package org.waybill.queue.core.settle;

import org.jspecify.annotations.NullMarked;
