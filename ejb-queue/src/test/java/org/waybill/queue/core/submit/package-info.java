@NullMarked
package org.waybill.queue.core.submit;

import org.jspecify.annotations.NullMarked;
