package org.waybill.queue.submit;

/** {@link MailSubmission} for beans of other applications of this server, which get what they ask for by value. */
public interface RemoteMailSubmission extends MailSubmission {}
