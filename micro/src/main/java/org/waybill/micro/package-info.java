/**
 * The launcher of {@code waybill.jar}: Payara Micro, both resource adapters and the web application in one file.
 *
 * <p>In reading order: {@link org.waybill.micro.Main} is the whole start; {@link org.waybill.micro.Home} prepares the
 * directory that everything is kept in; {@link org.waybill.micro.Server} is Payara Micro; {@link
 * org.waybill.micro.StartupReport} waits for the application's word; {@link org.waybill.micro.LogFile} and {@link
 * org.waybill.micro.LogFormat} keep the server's talk off the terminal. {@link org.waybill.micro.Encrypt} and
 * {@link org.waybill.micro.ConvertConfig} are commands that need no server, out of
 * {@link org.waybill.micro.PackedClasses}; {@link org.waybill.queue.sendmail.Sendmail} is one that lies beside these
 * classes. Everything that must not be is a {@link
 * org.waybill.micro.StartupException}: one line that names the setting to change.
 */
@NullMarked
package org.waybill.micro;

import org.jspecify.annotations.NullMarked;
