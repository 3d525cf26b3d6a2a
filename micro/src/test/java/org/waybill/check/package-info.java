/** What every packaging must do, whichever server runs it; used by the container tests of {@code micro} and {@code ear}. */
@NullMarked
package org.waybill.check;

import org.jspecify.annotations.NullMarked;
