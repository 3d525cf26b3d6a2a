/**
 * The decision at RCPT TO: first matching rule wins; "could not look up" is a third answer.
 */
@NullMarked
package org.waybill.queue.core.rules;

import org.jspecify.annotations.NullMarked;
