@NullMarked
package org.waybill.smtp.session.sasl;

import org.jspecify.annotations.NullMarked;
