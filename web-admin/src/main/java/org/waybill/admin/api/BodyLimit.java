package org.waybill.admin.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Request bodies end at 1 MiB, announced or not. */
@Provider
public class BodyLimit implements ContainerRequestFilter {

    static final int LIMIT = 1 << 20;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > LIMIT) {
            request.abortWith(tooLarge().getResponse());
            return;
        }
        request.setEntityStream(new Limited(request.getEntityStream(), BodyLimit::tooLarge));
    }

    private static WebApplicationException tooLarge() {
        return new WebApplicationException(ApiError.answer(413, "a body has at most 1 MiB"));
    }

    /** Reads through up to the limit, then throws. */
    static final class Limited extends FilterInputStream {

        private final Supplier<? extends RuntimeException> beyond;
        private int left = LIMIT;

        Limited(InputStream in, Supplier<? extends RuntimeException> beyond) {
            super(in);
            this.beyond = beyond;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int octets) {
            left -= octets;
            if (left < 0) {
                throw beyond.get();
            }
        }
    }
}
