/**
 * The queue: from a recipient at the door to a settled envelope. {@code core} holds the three verbs and everything they
 * decide; {@code ejb}, {@code jpa}, {@code spool}, {@code agent}, {@code auth} and {@code pki} connect them to the
 * container, the database, the disk and the network; {@code console} is what administrators may ask.
 */
@NullMarked
package org.waybill.queue;

import org.jspecify.annotations.NullMarked;
