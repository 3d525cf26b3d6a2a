package org.waybill.smtp.session;

import java.nio.ByteBuffer;

/** Tells octets that belong to a mail from those that do not, and finds where they end. */
public sealed interface BodyReader permits BodyDecoder, ChunkReader {

    /** How much more room {@link #decode} needs than there are octets to decode. */
    int MARGIN = 2;

    /**
     * Decodes what there is, up to the end.
     *
     * @param out takes the mail's octets; it needs room for {@link #MARGIN} more than {@code in} has
     * @return whether this was the end; octets behind it stay in {@code in}
     */
    boolean decode(ByteBuffer in, ByteBuffer out);

    /** Whether the end can be told without another octet. */
    boolean ended();

    /** What became of the body, once it has ended. */
    BodyOutcome outcome();
}
