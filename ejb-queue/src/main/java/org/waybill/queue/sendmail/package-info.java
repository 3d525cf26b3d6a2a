/**
 * The sendmail command, and what it and the server have in common. It runs in a process of its own, from a file that has
 * these classes and those of the settings and nothing else, so nothing here knows any other class.
 *
 * <p>In reading order: {@link org.waybill.queue.sendmail.Sendmail} reads its {@code Options} and the mail
 * ({@code DottedInput}), hands it to the server behind a {@link org.waybill.queue.sendmail.Form} at one of the
 * {@link org.waybill.queue.sendmail.Places}, or keeps it as {@code OfflineMail}, and ends with an {@code ExitStatus}.
 */
@NullMarked
package org.waybill.queue.sendmail;

import org.jspecify.annotations.NullMarked;
