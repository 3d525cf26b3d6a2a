/**
 * What a name stands for at the moment it is asked: how to expand recipients, how to deliver.
 */
@NullMarked
package org.waybill.queue.core.action;

import org.jspecify.annotations.NullMarked;
