/**
 * The three verbs: accept a recipient, accept a mail, deliver an envelope. Pure Java: nothing of the container.
 */
@NullMarked
package org.waybill.queue.core;

import org.jspecify.annotations.NullMarked;
