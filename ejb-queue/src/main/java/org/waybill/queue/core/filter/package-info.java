/**
 * The filters that are built in: at each step of a session the first one whose conditions hold decides whether, and how, it
 * goes on. Nothing here does anything but look.
 *
 * <p>In reading order: {@link org.waybill.queue.core.filter.FilterChain}, {@link org.waybill.queue.core.filter.Filter},
 * {@link org.waybill.queue.core.filter.FilterCondition} ({@link org.waybill.queue.core.filter.IsConfirmed},
 * {@link org.waybill.queue.core.filter.HasName}, {@link org.waybill.queue.core.filter.HasSignedIn},
 * {@link org.waybill.queue.core.filter.IsListed} with {@link org.waybill.queue.core.filter.Subject},
 * {@link org.waybill.queue.core.filter.Opposite}), {@link org.waybill.queue.core.filter.FilterDecision}.
 */
@NullMarked
package org.waybill.queue.core.filter;

import org.jspecify.annotations.NullMarked;
