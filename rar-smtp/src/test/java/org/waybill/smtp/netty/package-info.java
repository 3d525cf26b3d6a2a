@NullMarked
package org.waybill.smtp.netty;

import org.jspecify.annotations.NullMarked;
