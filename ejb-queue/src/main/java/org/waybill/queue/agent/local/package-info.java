/**
 * Delivery to users of this server. In reading order: {@link org.waybill.queue.agent.local.LocalAgent} finds out who is
 * meant and makes a {@link org.waybill.queue.agent.local.LocalDelivery}, whose content is a
 * {@link org.waybill.queue.agent.local.LocalMessage}; what it knows of this server are its
 * {@link org.waybill.queue.agent.local.LocalPlaces}, its {@link org.waybill.queue.agent.local.LocalPatience} and the
 * {@link org.waybill.queue.agent.local.ServerUser}. {@link org.waybill.queue.agent.local.SwitchUser} says as whom it may
 * act: {@link org.waybill.queue.agent.local.ServerOnly} or {@link org.waybill.queue.agent.local.BySwitch}.
 *
 * <p>The methods: {@link org.waybill.queue.agent.local.MaildirDelivery} with
 * {@link org.waybill.queue.agent.local.MaildirPlace} and {@link org.waybill.queue.agent.local.MaildirDirectory};
 * {@link org.waybill.queue.agent.local.MboxDelivery} with {@link org.waybill.queue.agent.local.Mailbox},
 * {@link org.waybill.queue.agent.local.MboxFormat} and {@link org.waybill.queue.agent.local.DotLock};
 * {@link org.waybill.queue.agent.local.CommandDelivery} with {@link org.waybill.queue.agent.local.CommandSlots};
 * {@link org.waybill.queue.agent.local.LmtpDelivery} with {@link org.waybill.queue.agent.local.LmtpConnection} and
 * {@link org.waybill.queue.agent.local.DotStuffing}. Other processes are started as a
 * {@link org.waybill.queue.agent.local.CommandLine} and run as a {@link org.waybill.queue.agent.local.ChildProcess};
 * {@link org.waybill.queue.agent.local.Helper} is the script that touches files as their users, also for
 * {@link org.waybill.queue.agent.local.SwitchedFiles}, which is asked at RCPT TO.
 */
@NullMarked
package org.waybill.queue.agent.local;

import org.jspecify.annotations.NullMarked;
