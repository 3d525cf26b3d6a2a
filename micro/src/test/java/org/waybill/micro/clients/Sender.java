package org.waybill.micro.clients;

/** How a client is made to send. */
@FunctionalInterface
interface Sender {

    /** Returns when the client reports success; whatever else it reports is thrown. */
    void send(Submission submission) throws Exception;
}
