package org.waybill.admin.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Request bodies end at 1 MiB, announced or not. */
@Provider
public class BodyLimit implements ContainerRequestFilter {

    static final int LIMIT = 1 << 20;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > LIMIT) {
            request.abortWith(ApiError.answer(413, "a body has at most 1 MiB"));
            return;
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    /** Reads through up to the limit. */
    static final class Limited extends FilterInputStream {

        private int left = LIMIT;

        Limited(InputStream in) {
            super(in);
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
                throw new WebApplicationException(ApiError.answer(413, "a body has at most 1 MiB"));
            }
        }
    }
}
