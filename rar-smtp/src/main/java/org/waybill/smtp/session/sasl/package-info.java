/**
 * AUTH as a state machine (RFC 4954): lines and answers of the application go in, steps come out. Nothing here does I/O,
 * reads a clock or calls anybody.
 *
 * <p>In reading order: {@link org.waybill.smtp.session.sasl.SaslExchange} (the sign-in),
 * {@link org.waybill.smtp.session.sasl.SaslStep} (what is to be done next),
 * {@link org.waybill.smtp.session.sasl.SaslChannel} (what it must know); {@code SaslState}; the mechanisms
 * {@code PlainSignIn} and {@code LoginSignIn} with {@code SaslText}.
 */
@NullMarked
package org.waybill.smtp.session.sasl;

import org.jspecify.annotations.NullMarked;
