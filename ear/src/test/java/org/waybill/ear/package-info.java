/** The EAR on whole application servers, each behind a profile of its own: they are large. */
@NullMarked
package org.waybill.ear;

import org.jspecify.annotations.NullMarked;
