/**
 * What must be known before the application runs: the WAYBILL_ settings.
 */
@NullMarked
package org.waybill.queue.settings;

import org.jspecify.annotations.NullMarked;
