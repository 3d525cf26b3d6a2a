package org.waybill.queue.agent.mx;

import java.io.IOException;
import org.waybill.queue.core.mx.TlsReportRecord.Place;

/** Hands reports over by HTTPS (RFC 8460 §5.4). */
public final class ReportPost {

    private final HttpsCalls calls;

    public ReportPost(HttpsCalls calls) {
        this.calls = calls;
    }

    /** @throws IOException if the report was not taken */
    public void post(Place.Web place, byte[] zipped) throws IOException {
        int status = calls.post(place.uri(), "application/tlsrpt+gzip", zipped).status();
        if (status < 200 || status > 299) {
            throw new IOException("status " + status);
        }
    }
}
