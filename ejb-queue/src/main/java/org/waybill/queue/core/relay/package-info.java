/**
 * The words in which a relay is said: where to ({@link org.waybill.queue.core.relay.RelayTarget}, with
 * {@link org.waybill.queue.core.relay.RelayHosts} and {@link org.waybill.queue.core.relay.RelayUrl}), how
 * ({@link org.waybill.queue.core.relay.RelayOptions}, {@link org.waybill.queue.core.relay.UrlOptions}), and what comes of
 * both for one connection: {@link org.waybill.queue.core.relay.Hop} with {@link org.waybill.queue.core.relay.TlsTerms},
 * {@link org.waybill.queue.core.relay.Trust} and {@link org.waybill.queue.core.relay.Login}.
 */
@NullMarked
package org.waybill.queue.core.relay;

import org.jspecify.annotations.NullMarked;
