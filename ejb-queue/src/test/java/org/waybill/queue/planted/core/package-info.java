/** Breaks the rules of {@link org.waybill.queue.LayeringTest} on purpose; nothing uses it. */
@NullMarked
package org.waybill.queue.planted.core;

import org.jspecify.annotations.NullMarked;
