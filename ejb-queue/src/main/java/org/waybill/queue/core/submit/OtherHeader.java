package org.waybill.queue.core.submit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.waybill.smtp.listener.MessageBody;

/**
 * A body behind another header.
 *
 * @param header an octet a character
 * @param replaced how many octets of the original the header stands for
 */
public record OtherHeader(String header, int replaced, MessageBody original) implements MessageBody {

    @Override
    public long size() {
        return original.size() - replaced + header.length();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream rest = original.open();
        try {
            rest.skipNBytes(replaced);
        } catch (IOException e) {
            rest.close();
            throw e;
        }
        return new SequenceInputStream(new ByteArrayInputStream(header.getBytes(StandardCharsets.ISO_8859_1)), rest);
    }
}
