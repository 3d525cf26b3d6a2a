package org.waybill.admin.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text that somebody sent: UTF-8, and nothing is replaced silently. */
final class TextBody {

    private TextBody() {}

    /** @throws BadRequest if the octets are not UTF-8 */
    static String decode(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new BadRequest("the text is not UTF-8");
        }
    }
}
