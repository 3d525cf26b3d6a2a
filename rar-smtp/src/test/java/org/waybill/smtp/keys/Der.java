package org.waybill.smtp.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** ASN.1 values in octets (X.690), as far as keys and certificates need them. */
public final class Der {

    private Der() {}

    public static byte[] sequence(byte[]... parts) {
        return element(0x30, parts);
    }

    public static byte[] integer(BigInteger number) {
        return element(2, number.toByteArray());
    }

    public static byte[] text(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    public static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (value.size() > 0xff) {
            element.write(0x82);
            element.write(value.size() >> 8);
        } else if (value.size() > 0x7f) {
            element.write(0x81);
        }
        element.write(value.size());
        element.writeBytes(value.toByteArray());
        return element.toByteArray();
    }

    public static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
