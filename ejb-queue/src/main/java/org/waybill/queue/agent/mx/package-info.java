/**
 * The security of mail exchangers, as far as it needs the network or files. Authentic answers of the DNS:
 * {@link org.waybill.queue.agent.mx.TrustAnchors}, {@link org.waybill.queue.agent.mx.Upstream},
 * {@link org.waybill.queue.agent.mx.ValidatedNames} with its {@link org.waybill.queue.agent.mx.Reply} and
 * {@link org.waybill.queue.agent.mx.ReplyCache}; what the validator gets to see,
 * {@link org.waybill.queue.agent.mx.GuardedResolver} and {@link org.waybill.queue.agent.mx.AnswerScrub}. MTA-STS: {@link org.waybill.queue.agent.mx.StsPolicies},
 * {@link org.waybill.queue.agent.mx.StsFetch} with {@link org.waybill.queue.agent.mx.HttpsStsFetch},
 * {@link org.waybill.queue.agent.mx.StsCache}. Reports: {@link org.waybill.queue.agent.mx.TlsReports} counts, and
 * {@link org.waybill.queue.agent.mx.TlsReportSender} sends.
 */
@NullMarked
package org.waybill.queue.agent.mx;

import org.jspecify.annotations.NullMarked;
