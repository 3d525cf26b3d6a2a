/**
 * Who may send through a listener, and as whom: what a configuration says of it, and the words in which the world is asked.
 *
 * <p>In reading order: {@link org.waybill.queue.core.auth.PasswordHashes} and its answer,
 * {@link org.waybill.queue.core.auth.ScramText} and {@link org.waybill.queue.core.auth.SaslPrep} for SCRAM.
 */
@NullMarked
package org.waybill.queue.core.auth;

import org.jspecify.annotations.NullMarked;
