package org.waybill.smtp.session;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The octets behind one BDAT: as many as it said, whatever they are. */
public final class ChunkReader implements BodyReader {

    private final Optional<ChunkedMail> mail;
    private final boolean last;
    private long left;
    private boolean finished;

    private ChunkReader(long size, boolean last, Optional<ChunkedMail> mail) {
        this.left = size;
        this.last = last;
        this.mail = mail;
    }

    /** A chunk of a mail. */
    static ChunkReader of(ChunkedMail mail, long size, boolean last) {
        return new ChunkReader(size, last, Optional.of(mail));
    }

    /** A chunk that nobody wants; it has to be read all the same, since it is no commands. */
    static ChunkReader skipping(long size) {
        return new ChunkReader(size, false, Optional.empty());
    }

    @Override
    public boolean decode(ByteBuffer in, ByteBuffer out) {
        int count = (int) Math.min(left, in.remaining());
        left -= count;
        mail.ifPresentOrElse(chunks -> chunks.take(in, count, out), () -> in.position(in.position() + count));
        if (left == 0 && last && !finished) {
            finished = true;
            mail.ifPresent(chunks -> chunks.finish(out));
        }
        return left == 0;
    }

    @Override
    public boolean ended() {
        return left == 0;
    }

    @Override
    public BodyOutcome outcome() {
        return mail.map(ChunkedMail::outcome).orElse(BodyOutcome.COMPLETE);
    }
}
