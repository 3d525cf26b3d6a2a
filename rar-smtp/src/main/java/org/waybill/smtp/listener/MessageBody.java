package org.waybill.smtp.listener;

import java.io.IOException;
import java.io.InputStream;

/** The content of one mail: header and body with CR LF line ends, every other octet as the client sent it. */
public interface MessageBody {

    /** The length in octets. */
    long size();

    /** A new stream from the first octet; may be called again. The caller closes it. */
    InputStream open() throws IOException;
}
