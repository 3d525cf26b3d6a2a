/**
 * Who asks, and what a browser may do with the answer. {@link org.waybill.admin.security.ConsoleAuthentication} comes before
 * every request: {@code /api} by HTTP Basic and without a session, everything else by the sign-in page. Then
 * {@link org.waybill.admin.security.SameOriginFilter} and {@link org.waybill.admin.security.ResponseHeadersFilter}. Names
 * and passwords, each pair a {@link org.waybill.admin.security.ConsoleCredential}, go through
 * {@link org.waybill.admin.security.AccountStore}, which {@link org.waybill.admin.security.SignInLimiter} slows down. {@link org.waybill.admin.security.Operator} is who asks, for
 * all who give orders.
 */
@NullMarked
package org.waybill.admin.security;

import org.jspecify.annotations.NullMarked;
