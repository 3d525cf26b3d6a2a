/**
 * The laboratory: runs the reference's acceptance cases on the assembled core, with real sockets and files. In reading
 * order: {@link org.waybill.queue.lab.ReferenceLabTest} takes every {@link org.waybill.queue.lab.LabCase} that
 * {@link org.waybill.queue.lab.LabCases} reads, as {@link org.waybill.queue.lab.Overlay} changes it, and lets
 * {@link org.waybill.queue.lab.CaseRun} run it. That prepares {@link org.waybill.queue.lab.LabFiles}, starts a
 * {@link org.waybill.queue.lab.LabServer} with {@code LabTables} for {@link org.waybill.queue.lab.LabUsers} with a {@link org.waybill.queue.lab.LabHandler} behind its sockets and a {@link org.waybill.queue.lab.LabSocket} for sendmail, speaks to it
 * as {@link org.waybill.queue.lab.LabClient}, gives orders through {@link org.waybill.queue.lab.LabControl} at the time of
 * a {@link org.waybill.queue.lab.LabClock}, and compares: {@link org.waybill.queue.lab.Replies},
 * {@link org.waybill.queue.lab.Expectations}. The world around it is {@link org.waybill.queue.lab.LabNetwork}: a name
 * server and one {@link org.waybill.queue.lab.Sink} for every remote server, with the certificates of
 * {@link org.waybill.queue.lab.LabKeys}. {@link org.waybill.queue.lab.DifferencesTest} keeps the manual's list of
 * differences true.
 */
@NullMarked
package org.waybill.queue.lab;

import org.jspecify.annotations.NullMarked;
