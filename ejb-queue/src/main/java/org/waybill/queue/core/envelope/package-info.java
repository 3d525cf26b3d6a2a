/**
 * What is on disk: messages, and envelopes that hold the <em>name</em> of an action. Nothing here knows an action.
 */
@NullMarked
package org.waybill.queue.core.envelope;

import org.jspecify.annotations.NullMarked;
