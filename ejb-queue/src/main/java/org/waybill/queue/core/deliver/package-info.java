/**
 * One attempt: a resolved action is carried out by an agent, every envelope gets an outcome.
 */
@NullMarked
package org.waybill.queue.core.deliver;

import org.jspecify.annotations.NullMarked;
