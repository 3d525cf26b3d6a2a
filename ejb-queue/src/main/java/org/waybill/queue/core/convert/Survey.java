package org.waybill.queue.core.convert;

import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.deliver.BodyScan;

/** What is to be written otherwise, entity by entity, or why that cannot be. */
final class Survey implements MimeWalker.Visitor {

    /** A mail with more entities is not taken apart. */
    static final int MOST_ENTITIES = 10_000;

    /** What becomes of an entity. */
    enum Change {
        NONE,
        /** A multipart or message that need not say {@code 8bit} any more. */
        SAY_7BIT,
        QUOTED_PRINTABLE,
        BASE64,
        /** Is in base64, in lines that are too long. */
        REWRAP_BASE64,
        /** Is in quoted-printable, in lines that are too long. */
        REWRAP_QUOTED
    }

    private final boolean sevenBit;
    private final List<Change> changes = new ArrayList<>();
    private String obstacle = "";

    /** The depth of what is inside a signed entity; the deepest for nothing. */
    private int signedFrom = Integer.MAX_VALUE;

    private HeaderFields leaf = new HeaderFields(List.of());
    private boolean eightBit;
    private boolean longLine;
    private int lineLength;
    private boolean signed;

    /** @param sevenBit whether octets above 127 are in the way */
    Survey(boolean sevenBit) {
        this.sevenBit = sevenBit;
    }

    @Override
    public boolean header(HeaderFields fields, int depth) {
        if (depth < signedFrom) {
            signedFrom = fields.type().equals("multipart/signed") ? depth + 1 : Integer.MAX_VALUE;
        }
        if (changes.size() >= MOST_ENTITIES) {
            obstacle("it has more than " + MOST_ENTITIES + " parts");
            return false;
        }
        if (sevenBit && fields.eightBit()) {
            obstacle("a header holds octets above 127");
        }
        leaf = fields;
        eightBit = false;
        longLine = false;
        lineLength = 0;
        signed = depth >= signedFrom;
        boolean inside = (fields.isMultipart() || fields.isMessage()) && isPlain(fields);
        changes.add(inside && sevenBit && !fields.encoding().equals("7bit") ? Change.SAY_7BIT : Change.NONE);
        return inside;
    }

    /** Whether the octets are the content. */
    private static boolean isPlain(HeaderFields fields) {
        return List.of("7bit", "8bit", "binary").contains(fields.encoding());
    }

    @Override
    public void endOfHeader() {
        // nothing depends on it
    }

    @Override
    public void content(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            eightBit |= octets[i] < 0;
            lineLength = octets[i] == '\n' ? 0 : lineLength + 1;
            longLine |=
                    lineLength > BodyScan.LONGEST_LINE + 1 || (lineLength > BodyScan.LONGEST_LINE && octets[i] != '\r');
        }
    }

    @Override
    public void endOfLeaf() {
        boolean octetsInTheWay = sevenBit && eightBit;
        if (!octetsInTheWay && !longLine) {
            if (sevenBit && !isPlain7(leaf)) {
                change(Change.SAY_7BIT);
            }
            return;
        }
        if (signed) {
            obstacle("a part of it is signed, and would have to be written otherwise");
        } else if (leaf.encoding().equals("base64") && !octetsInTheWay) {
            change(Change.REWRAP_BASE64);
        } else if (leaf.encoding().equals("quoted-printable") && !octetsInTheWay) {
            change(Change.REWRAP_QUOTED);
        } else if (!isPlain(leaf)) {
            obstacle("a part in " + leaf.encoding().replaceAll("[^a-z0-9-]", "?") + " holds octets above 127");
        } else if (leaf.isInternational()) {
            change(Change.QUOTED_PRINTABLE);
        } else if (leaf.type().startsWith("message/") || leaf.type().startsWith("multipart/")) {
            obstacle("a part of the type " + leaf.type().replaceAll("[^a-z0-9/.+-]", "?") + " cannot be encoded");
        } else {
            change(leaf.type().startsWith("text/") ? Change.QUOTED_PRINTABLE : Change.BASE64);
        }
    }

    private static boolean isPlain7(HeaderFields fields) {
        return !List.of("8bit", "binary").contains(fields.encoding());
    }

    private void change(Change change) {
        changes.set(changes.size() - 1, change);
    }

    private void obstacle(String reason) {
        if (obstacle.isEmpty()) {
            obstacle = reason;
        }
    }

    @Override
    public void between(byte[] octets, int offset, int length) {
        // nobody shows it: it is made fit without asking
    }

    @Override
    public void boundary(byte[] line, boolean lineEndBefore) {
        // stays as it is
    }

    /** Why it cannot be done; empty if it can. */
    String obstacle() {
        return obstacle;
    }

    /** In the order of the entities. */
    List<Change> changes() {
        return List.copyOf(changes);
    }
}
