/**
 * What a domain says about the security of its mail exchangers, and what follows for a host:
 * {@link org.waybill.queue.core.mx.TlsaAnswer} (RFC 7672), {@link org.waybill.queue.core.mx.StsRecord} and
 * {@link org.waybill.queue.core.mx.StsPolicy} (RFC 8461), {@link org.waybill.queue.core.mx.HostFacts} and the
 * {@link org.waybill.queue.core.mx.HostVerdict} on them; then what is reported to the domain (RFC 8460):
 * {@link org.waybill.queue.core.mx.TlsPolicy}, {@link org.waybill.queue.core.mx.TlsResult},
 * {@link org.waybill.queue.core.mx.TlsFailure}, counted in a {@link org.waybill.queue.core.mx.TlsTally}, sent as a
 * {@link org.waybill.queue.core.mx.TlsReport} where a {@link org.waybill.queue.core.mx.TlsReportRecord} says, for instance as
 * a {@link org.waybill.queue.core.mx.TlsReportMail}.
 */
@NullMarked
package org.waybill.queue.core.mx;

import org.jspecify.annotations.NullMarked;
