/**
 * AUTH as a state machine (RFC 4954): lines and answers of the application go in, steps come out. Nothing here does I/O,
 * reads a clock or calls anybody.
 *
 * <p>In reading order: {@link org.waybill.smtp.session.sasl.SaslExchange} (the sign-in),
 * {@link org.waybill.smtp.session.sasl.SaslStep} (what is to be done next),
 * {@link org.waybill.smtp.session.sasl.SaslChannel} (what it must know); {@code SaslState} (whose turn it is);
 * {@code SaslText}, {@code SaslSyntaxException}; the mechanisms {@code PlainSignIn}, {@code LoginSignIn} and
 * {@code ScramSignIn}, the latter with {@code ScramClientFirst}, {@code ScramClientFinal}, {@code ScramAttributes},
 * {@code ScramProof}, {@code HmacSha256}, {@link org.waybill.smtp.session.sasl.FakeSecrets} and
 * {@link org.waybill.smtp.session.sasl.ScramNonces}. Apart from the exchange, against guessing:
 * {@link org.waybill.smtp.session.sasl.SignInThrottle} with {@code FailureCounts}, {@code FailureTally} and
 * {@code UsualSources}.
 */
@NullMarked
package org.waybill.smtp.session.sasl;

import org.jspecify.annotations.NullMarked;
