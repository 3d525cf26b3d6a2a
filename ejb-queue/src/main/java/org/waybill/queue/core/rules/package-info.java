/**
 * The decision at RCPT TO: the first matching rule wins; "could not look up" is a third answer beside yes and no, and
 * never taken for either.
 *
 * <p>In reading order: {@link org.waybill.queue.core.rules.Ruleset} (with {@link org.waybill.queue.core.rules.RuleTrial}
 * for those who ask why), {@link org.waybill.queue.core.rules.Rule},
 * {@link org.waybill.queue.core.rules.Decision}, {@link org.waybill.queue.core.rules.Condition} and what it is asked
 * about, {@link org.waybill.queue.core.rules.RuleInput}, {@link org.waybill.queue.core.rules.AddressKey}. Where from: {@link org.waybill.queue.core.rules.FromAny},
 * {@link org.waybill.queue.core.rules.FromLocal} ({@link org.waybill.queue.core.rules.LocalAddresses}),
 * {@link org.waybill.queue.core.rules.FromSource}, {@link org.waybill.queue.core.rules.FromSocket},
 * {@link org.waybill.queue.core.rules.FromRdns}, {@link org.waybill.queue.core.rules.FromRdnsName}. Where to: {@link org.waybill.queue.core.rules.ForAny},
 * {@link org.waybill.queue.core.rules.ForLocal} ({@link org.waybill.queue.core.rules.LocalDomains}),
 * {@link org.waybill.queue.core.rules.ForDomain}, {@link org.waybill.queue.core.rules.RcptTo}. The session:
 * {@link org.waybill.queue.core.rules.MailFrom}, {@link org.waybill.queue.core.rules.Helo},
 * {@link org.waybill.queue.core.rules.Tag}, {@link org.waybill.queue.core.rules.Auth}, {@link org.waybill.queue.core.rules.AuthUser},
 * {@link org.waybill.queue.core.rules.Tls}, {@link org.waybill.queue.core.rules.TlsVersion}. The mail:
 * {@link org.waybill.queue.core.rules.Size}. Any of them inverted:
 * {@link org.waybill.queue.core.rules.Not}; as it was written: {@link org.waybill.queue.core.rules.Written}.
 */
@NullMarked
package org.waybill.queue.core.rules;

import org.jspecify.annotations.NullMarked;
