@NullMarked
package org.waybill.smtp.session;

import org.jspecify.annotations.NullMarked;
