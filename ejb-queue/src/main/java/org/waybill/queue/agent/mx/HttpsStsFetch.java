package org.waybill.queue.agent.mx;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.waybill.queue.core.mx.TlsFailure;

/** From the policy host, as RFC 8461 §3.3 wants it. */
public final class HttpsStsFetch implements StsFetch {

    private final HttpsCalls calls;
    private final Function<String, URI> places;

    /** From where the RFC says. */
    public HttpsStsFetch(HttpsCalls calls) {
        this(calls, domain -> URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt"));
    }

    /** @param places where the policy of a domain is */
    HttpsStsFetch(HttpsCalls calls, Function<String, URI> places) {
        this.calls = calls;
        this.places = places;
    }

    @Override
    public Result fetch(String domain) {
        try {
            return read(calls.get(places.apply(domain)));
        } catch (SSLException e) {
            return new Result.Failed(TlsFailure.STS_WEBPKI_INVALID, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(String.valueOf(e));
        } catch (IllegalArgumentException e) {
            return failed("there can be no policy host");
        }
    }

    private static Result read(HttpsCalls.Response response) {
        if (response.status() != 200) {
            return failed("status " + response.status());
        }
        return response.type().toLowerCase(Locale.ROOT).matches("text/plain[ \\t]*(;.*)?")
                ? new Result.Fetched(response.content())
                : failed("the content is not text/plain");
    }

    private static Result failed(String reason) {
        return new Result.Failed(TlsFailure.STS_POLICY_FETCH_ERROR, reason);
    }
}
