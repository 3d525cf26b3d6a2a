package org.waybill.queue.agent.client;

import java.io.IOException;
import org.waybill.smtp.listener.MessageBody;

/** What is sent to a host without 8BITMIME of a content with octets above 127 (RFC 6152 §3). */
@FunctionalInterface
public interface ContentConversion {

    /**
     * The content as it is, as OpenSMTPD sends it: nearly every such host takes it, and a content that is converted is no
     * longer the one that was signed.
     */
    ContentConversion NONE = body -> body;

    /**
     * Another content that says the same.
     *
     * @param body with lines, and octets above 127
     * @throws IOException if it cannot be read
     */
    MessageBody sevenBit(MessageBody body) throws IOException;
}
