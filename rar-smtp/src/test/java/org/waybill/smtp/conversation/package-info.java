/** Conversations as they go over the wire, and a fake application to have them with. */
@NullMarked
package org.waybill.smtp.conversation;

import org.jspecify.annotations.NullMarked;
