package org.waybill.admin.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** A bug or broken infrastructure: the log gets the reason, the client a sentence. */
@Provider
public class OwnErrors implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(OwnErrors.class.getName());

    @Override
    public Response toResponse(Throwable exception) {
        LOG.log(Level.ERROR, "API request failed", exception);
        return ApiError.answer(500, "the server could not do that now; its log says why");
    }
}
