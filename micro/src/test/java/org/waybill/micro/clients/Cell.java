package org.waybill.micro.clients;

/** A client in a mode. */
record Cell(MailClient client, Mode mode) {

    @Override
    public String toString() {
        return client + "/" + mode;
    }
}
