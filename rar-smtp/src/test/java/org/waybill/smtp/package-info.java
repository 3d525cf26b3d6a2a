@NullMarked
package org.waybill.smtp;

import org.jspecify.annotations.NullMarked;
