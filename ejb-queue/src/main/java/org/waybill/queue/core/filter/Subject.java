package org.waybill.queue.core.filter;

import java.util.Optional;
import org.waybill.queue.core.rules.AddressKey;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.StepRequest;

/** What of a session may be listed in a table. */
public enum Subject {
    RDNS(Service.DOMAIN),
    SRC(Service.NETADDR),
    HELO(Service.DOMAIN),
    USER(Service.STRING),
    MAIL_FROM(Service.MAILADDR),
    RCPT_TO(Service.MAILADDR);

    private final Service service;

    Subject(Service service) {
        this.service = service;
    }

    /** How the entries of a table are compared. */
    public Service service() {
        return service;
    }

    /** What is looked up; empty if the session has no such thing, so that no table can hold it. */
    Optional<String> key(StepRequest request) {
        Peer peer = request.peer();
        return switch (this) {
            case RDNS -> given(peer.reverse().name());
            // whoever is inside of this server has no address
            case SRC ->
                peer.local() ? Optional.empty() : Optional.of(peer.address().getHostAddress());
            case HELO -> given(peer.helo());
            case USER -> given(peer.user());
            // the null sender is an empty key, which only @ matches
            case MAIL_FROM -> Optional.of(AddressKey.of(request.sender()));
            case RCPT_TO -> given(request.argument()).map(MailAddress::parse).map(AddressKey::of);
        };
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(key -> !key.isEmpty());
    }
}
