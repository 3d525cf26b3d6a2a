@NullMarked
package org.waybill.queue.core.filter;

import org.jspecify.annotations.NullMarked;
