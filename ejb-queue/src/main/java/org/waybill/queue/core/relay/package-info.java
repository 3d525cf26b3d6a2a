/**
 * The words in which a relay is said: where to ({@link org.waybill.queue.core.relay.RelayTarget}, with
 * {@link org.waybill.queue.core.relay.RelayHosts} and {@link org.waybill.queue.core.relay.RelayUrl}), how
 * ({@link org.waybill.queue.core.relay.RelayOptions}, {@link org.waybill.queue.core.relay.UrlOptions}), and what comes of
 * both for one connection: {@link org.waybill.queue.core.relay.Hop} with {@link org.waybill.queue.core.relay.TlsTerms},
 * {@link org.waybill.queue.core.relay.Trust} and {@link org.waybill.queue.core.relay.Login}.
 * Then what bounds it: {@link org.waybill.queue.core.relay.MtaLimits} of {@link org.waybill.queue.core.relay.RouteLimits},
 * the {@link org.waybill.queue.core.relay.Rate} that {@link org.waybill.queue.core.relay.Pace} keeps to, and
 * {@link org.waybill.queue.core.relay.Health}, which knows the hosts that do not answer.
 */
@NullMarked
package org.waybill.queue.core.relay;

import org.jspecify.annotations.NullMarked;
