/**
 * Who may send through a listener, and as whom: what a configuration says of it, and the words in which the world is asked.
 *
 * <p>In reading order: {@link org.waybill.queue.core.auth.Submission} with its
 * {@link org.waybill.queue.core.auth.AuthSource} and {@link org.waybill.queue.core.auth.SenderRule}; {@link org.waybill.queue.core.auth.PasswordHashes} and its answer,
 * {@link org.waybill.queue.core.auth.ScramText} and {@link org.waybill.queue.core.auth.SaslPrep} for SCRAM;
 * {@link org.waybill.queue.core.auth.IdentityStores}; {@link org.waybill.queue.core.auth.SenderAddresses}; whatever cannot be asked at the moment is a
 * {@link org.waybill.queue.core.auth.SignInUnavailableException}.
 */
@NullMarked
package org.waybill.queue.core.auth;

import org.jspecify.annotations.NullMarked;
