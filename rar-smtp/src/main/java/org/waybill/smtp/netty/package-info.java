/**
 * SMTP on sockets: carries octets to {@code org.waybill.smtp.session} and its effects back. One connection stays on one
 * event loop, and nothing in here waits.
 *
 * <p>In reading order: {@link org.waybill.smtp.netty.SmtpServer} (follows plans),
 * {@link org.waybill.smtp.netty.OpenListener} (one socket),
 * {@link org.waybill.smtp.netty.SessionSetup} (what a new session follows),
 * {@link org.waybill.smtp.netty.SessionCensus} with {@link org.waybill.smtp.netty.SessionPlace} (who may still come in),
 * {@link org.waybill.smtp.netty.ServerLoad};
 * {@link org.waybill.smtp.netty.SmtpPipeline} (the handlers in order), {@link org.waybill.smtp.netty.Refusal},
 * {@link org.waybill.smtp.netty.ProxyFirst};
 * {@link org.waybill.smtp.netty.TlsContexts} (of what {@code org.waybill.smtp.keys} reads),
 * {@link org.waybill.smtp.netty.TlsFirst}, {@link org.waybill.smtp.netty.NegotiatedTls};
 * {@link org.waybill.smtp.netty.GreetingPause}, {@link org.waybill.smtp.netty.SmtpFrameDecoder},
 * {@link org.waybill.smtp.netty.SmtpConnection} (carries effects out), {@link org.waybill.smtp.netty.Patience},
 * {@link org.waybill.smtp.netty.Deadline}, {@link org.waybill.smtp.netty.Farewell};
 * {@link org.waybill.smtp.netty.BodyIntake}, {@link org.waybill.smtp.netty.SpoolSpace},
 * {@link org.waybill.smtp.netty.MessageSpool}, {@link org.waybill.smtp.netty.SpoolFile};
 * {@link org.waybill.smtp.netty.MailHandler} is who is behind it all.
 */
@NullMarked
package org.waybill.smtp.netty;

import org.jspecify.annotations.NullMarked;
