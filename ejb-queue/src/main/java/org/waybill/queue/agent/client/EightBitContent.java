package org.waybill.queue.agent.client;

import org.waybill.queue.core.convert.Conversion;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.ReplyText;

/** What becomes of octets above 127 for a host that has not offered to take them (RFC 6152 §3). */
public final class EightBitContent {

    private EightBitContent() {}

    /** Whether a content has to be converted; who takes UTF-8 takes octets (RFC 6531 §3.1). */
    public static boolean isInTheWay(BodyScan scan, Extensions extensions) {
        return scan.eightBit() && !extensions.offers("8BITMIME") && !extensions.offers("SMTPUTF8");
    }

    /** Why it cannot go, 5xx. */
    public static String refusal(String host, Conversion.Impossible why) {
        return ReplyText.oneLine(
                "554 5.6.3 " + host + " takes no 8-bit content, and this one cannot be converted: " + why.reason());
    }
}
