/**
 * Routes as administrators reach them: {@link org.waybill.queue.routes.KnownRoutes} over the scheduler's lanes, the health
 * of hosts and the {@link org.waybill.queue.routes.SuspendedMail}.
 */
@NullMarked
package org.waybill.queue.routes;

import org.jspecify.annotations.NullMarked;
