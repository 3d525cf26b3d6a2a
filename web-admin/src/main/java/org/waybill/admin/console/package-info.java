/**
 * The pages' beans, one for each page, each over one facade, holding view data only:
 * {@link org.waybill.admin.console.SignInView}, {@link org.waybill.admin.console.DashboardView},
 * {@link org.waybill.admin.console.QueueView} and {@link org.waybill.admin.console.MessageView} with
 * {@link org.waybill.admin.console.OrderView}, {@link org.waybill.admin.console.ActionsView} and
 * {@link org.waybill.admin.console.ActionView}, {@link org.waybill.admin.console.ConfigurationView},
 * {@link org.waybill.admin.console.HistoryView} and {@link org.waybill.admin.console.RevisionView},
 * {@link org.waybill.admin.console.ExplainView} and {@link org.waybill.admin.console.TraceView} with
 * {@link org.waybill.admin.console.MailFields}. Beside them
 * {@link org.waybill.admin.console.LineDiff}, {@link org.waybill.admin.console.Display} (how values read) and
 * {@link org.waybill.admin.console.Notices} (what is said after an order).
 */
@NullMarked
package org.waybill.admin.console;

import org.jspecify.annotations.NullMarked;
