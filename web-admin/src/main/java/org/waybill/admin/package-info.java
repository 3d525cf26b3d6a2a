/**
 * The administrators' side: what is behind the web port. In reading order: {@link org.waybill.admin.security} decides who
 * asks, {@link org.waybill.admin.console} shows pages, {@link org.waybill.admin.api} answers programs. All of it talks to
 * the queue by the facades of {@code org.waybill.queue.console} only.
 */
@NullMarked
package org.waybill.admin;

import org.jspecify.annotations.NullMarked;
