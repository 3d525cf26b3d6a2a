package org.waybill.queue.core.convert;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import org.waybill.queue.core.convert.Survey.Change;
import org.waybill.queue.core.deliver.BodyScan;

/** Writes a mail anew, with the changes that the survey found necessary. */
final class Rewriting implements MimeWalker.Visitor {

    /** Lines around the parts of a multipart are cut here. */
    private static final int CUT = 900;

    private final ByteArrayOutputStream out;
    private final Iterator<Change> changes;
    private final boolean sevenBit;
    private Encoder encoder;
    private int lineLength;

    /** @param out takes the octets; emptied by whoever reads them */
    Rewriting(List<Change> changes, boolean sevenBit, ByteArrayOutputStream out) {
        this.changes = changes.iterator();
        this.sevenBit = sevenBit;
        this.out = out;
        this.encoder = new Encoder.Plain(out);
    }

    @Override
    public boolean header(HeaderFields fields, int depth) {
        Change change = changes.next();
        String charset = sevenBit ? "unknown-8bit" : "us-ascii";
        HeaderFields written =
                switch (change) {
                    case NONE, REWRAP_BASE64, REWRAP_QUOTED -> fields;
                    case SAY_7BIT -> fields.encoded("7bit");
                    case QUOTED_PRINTABLE -> (depth == 0 ? fields.ofMime(charset) : fields).encoded("quoted-printable");
                    case BASE64 -> (depth == 0 ? fields.ofMime(charset) : fields).encoded("base64");
                };
        encoder = switch (change) {
            case NONE, SAY_7BIT -> new Encoder.Plain(out);
            case QUOTED_PRINTABLE -> new Encoder.Quoted(out);
            case BASE64 -> new Encoder.Base64Lines(out);
            case REWRAP_BASE64 -> new Encoder.RewrappedBase64(out);
            case REWRAP_QUOTED -> new Encoder.RewrappedQuoted(out);
        };
        out.writeBytes(written.octets(BodyScan.LONGEST_LINE));
        boolean plain = List.of("7bit", "8bit", "binary").contains(fields.encoding());
        return (fields.isMultipart() || fields.isMessage()) && plain;
    }

    @Override
    public void endOfHeader() {
        crlf();
    }

    @Override
    public void content(byte[] octets, int offset, int length) {
        encoder.write(octets, offset, length);
    }

    @Override
    public void endOfLeaf() {
        encoder.end();
    }

    @Override
    public void between(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            out.write(sevenBit && octets[i] < 0 ? '?' : octets[i]);
            lineLength = octets[i] == '\n' ? 0 : lineLength + 1;
            if (lineLength >= CUT && octets[i] != '\r') {
                crlf();
                lineLength = 0;
            }
        }
    }

    @Override
    public void boundary(byte[] line, boolean lineEndBefore) {
        if (lineEndBefore) {
            crlf();
        }
        out.writeBytes(line);
        lineLength = 0;
    }

    private void crlf() {
        out.write('\r');
        out.write('\n');
    }
}
