package org.waybill.queue.core.rules;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/** Addresses as tables know them: the local part without the quotes that the wire may need; the null sender is empty. */
public final class AddressKey {

    private AddressKey() {}

    public static String of(MailAddress address) {
        return address.domain().isEmpty() ? address.localPart() : address.localPart() + "@" + address.domain();
    }

    public static String of(ReversePath path) {
        return path instanceof ReversePath.From from ? of(from.address()) : "";
    }
}
