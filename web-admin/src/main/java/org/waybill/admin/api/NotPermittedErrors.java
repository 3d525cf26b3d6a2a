package org.waybill.admin.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.waybill.admin.security.Operator;

/** 403 with the sentence. */
@Provider
public class NotPermittedErrors implements ExceptionMapper<Operator.NotPermitted> {
    @Override
    public Response toResponse(Operator.NotPermitted exception) {
        return ApiError.answer(403, String.valueOf(exception.getMessage()));
    }
}
