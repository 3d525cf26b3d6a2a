package org.waybill.queue.core.convert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the entities of a mail (RFC 2045, RFC 2046) as its octets come by, in little memory: a header is kept until
 * its end, a content passes in pieces. Lines end with CR LF.
 */
final class MimeWalker {

    /** Deeper entities are content of the one that they are in. */
    static final int DEEPEST = 50;

    /** What is longer is no boundary (RFC 2046 §5.1.1 has 70). */
    private static final int LONGEST_BOUNDARY = 256;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Visitor visitor;
    private final List<byte[]> boundaries = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private List<byte[]> header = new ArrayList<>();
    private int headerSize;
    private Place place = Place.HEADER;

    /** Whether the line under way is too long to be a boundary, and passes in pieces. */
    private boolean passing;

    /** The end of the line before: part of the content only if no boundary follows. */
    private boolean lineEndPending;

    /** Of a header too long to be kept. */
    static final class HeaderTooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** More of a header is not kept, in octets. */
    static final int LONGEST_HEADER = 1024 * 1024;

    private enum Place {
        HEADER,
        LEAF,
        /** Before the first part of a multipart and after its last one. */
        BETWEEN
    }

    /** Is told what comes by. */
    interface Visitor {

        /**
         * The header of an entity.
         *
         * @param depth in how many multiparts it is
         * @return whether the walk goes on inside the entity
         */
        boolean header(HeaderFields fields, int depth);

        /** The empty line behind a header; some headers end without one. */
        void endOfHeader();

        /** A piece of a leaf's content. */
        void content(byte[] octets, int offset, int length);

        void endOfLeaf();

        /** A piece of what stands around the parts of a multipart. */
        void between(byte[] octets, int offset, int length);

        /** @param line with its line end, if it has one; the line end before it was part of it as well */
        void boundary(byte[] line, boolean lineEndBefore);
    }

    MimeWalker(Visitor visitor) {
        this.visitor = visitor;
    }

    void walk(byte[] octets, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (octets[i] == '\n') {
                piece(octets, start, i + 1 - start, true);
                start = i + 1;
            }
        }
        if (start < length) {
            piece(octets, start, length - start, false);
        }
    }

    private void piece(byte[] octets, int start, int length, boolean endsLine) {
        if (passing) {
            pass(octets, start, length);
            passing = !endsLine;
            return;
        }
        line.write(octets, start, length);
        if (endsLine) {
            byte[] whole = line.toByteArray();
            line.reset();
            whole(whole);
        } else if (place != Place.HEADER && line.size() > LONGEST_BOUNDARY) {
            byte[] begun = line.toByteArray();
            line.reset();
            passing = true;
            pass(begun, 0, begun.length);
        } else if (line.size() + headerSize > LONGEST_HEADER) {
            throw new HeaderTooLong();
        }
    }

    private void whole(byte[] whole) {
        if (isBoundary(whole)) {
            return;
        }
        if (place == Place.HEADER) {
            if (whole.length == 2) {
                endHeader(true);
            } else {
                keep(whole);
            }
            return;
        }
        boolean ended = whole.length >= 2 && whole[whole.length - 2] == '\r';
        pass(whole, 0, ended ? whole.length - 2 : whole.length);
        lineEndPending = ended;
    }

    private void keep(byte[] whole) {
        headerSize += whole.length;
        if (headerSize > LONGEST_HEADER) {
            throw new HeaderTooLong();
        }
        header.add(whole);
    }

    private void pass(byte[] octets, int start, int length) {
        flushLineEnd();
        if (place == Place.LEAF) {
            visitor.content(octets, start, length);
        } else {
            visitor.between(octets, start, length);
        }
    }

    private void flushLineEnd() {
        if (lineEndPending) {
            lineEndPending = false;
            if (place == Place.LEAF) {
                visitor.content(LINE_END, 0, 2);
            } else {
                visitor.between(LINE_END, 0, 2);
            }
        }
    }

    private void endHeader(boolean emptyLine) {
        HeaderFields fields = HeaderFields.of(header);
        header = new ArrayList<>();
        headerSize = 0;
        boolean inside = visitor.header(fields, boundaries.size());
        if (emptyLine) {
            visitor.endOfHeader();
        }
        if (!inside || boundaries.size() >= DEEPEST) {
            place = Place.LEAF;
        } else if (fields.isMultipart()) {
            boundaries.add(("--" + fields.boundary()).getBytes(StandardCharsets.ISO_8859_1));
            place = Place.BETWEEN;
        }
    }

    private boolean isBoundary(byte[] whole) {
        if (whole.length < 3 || whole[0] != '-' || whole[1] != '-') {
            return false;
        }
        for (int i = boundaries.size() - 1; i >= 0; i--) {
            byte[] boundary = boundaries.get(i);
            int rest = startsWith(whole, boundary) ? boundary.length : -1;
            boolean last = rest >= 0 && whole.length >= rest + 2 && whole[rest] == '-' && whole[rest + 1] == '-';
            if (rest >= 0 && blank(whole, last ? rest + 2 : rest)) {
                atBoundary(whole, i, last);
                return true;
            }
        }
        return false;
    }

    private void atBoundary(byte[] whole, int level, boolean last) {
        leave();
        visitor.boundary(whole, lineEndPending);
        lineEndPending = false;
        while (boundaries.size() > (last ? level : level + 1)) {
            boundaries.remove(boundaries.size() - 1);
        }
        place = last ? Place.BETWEEN : Place.HEADER;
    }

    private void leave() {
        if (place == Place.HEADER) {
            endHeader(false);
        }
        if (place == Place.LEAF) {
            visitor.endOfLeaf();
        }
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        if (line.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean blank(byte[] line, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** There is no more. */
    void end() {
        if (line.size() > 0) {
            byte[] rest = line.toByteArray();
            line.reset();
            if (isBoundary(rest)) {
                return;
            }
            if (place == Place.HEADER) {
                keep(rest);
            } else {
                pass(rest, 0, rest.length);
            }
        }
        if (place == Place.HEADER) {
            endHeader(false);
        }
        flushLineEnd();
        if (place == Place.LEAF) {
            visitor.endOfLeaf();
        }
    }
}
