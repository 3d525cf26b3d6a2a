/** What {@link org.waybill.smtp.LayeringTest} must object to. */
@NullMarked
package org.waybill.smtp.planted.session;

import org.jspecify.annotations.NullMarked;
