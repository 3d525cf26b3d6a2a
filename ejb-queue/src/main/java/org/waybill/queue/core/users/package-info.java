/**
 * Who has mail on this server. In reading order: {@link org.waybill.queue.core.users.User},
 * {@link org.waybill.queue.core.users.UserBase}, {@link org.waybill.queue.core.users.TableUsers}.
 */
@NullMarked
package org.waybill.queue.core.users;

import org.jspecify.annotations.NullMarked;
