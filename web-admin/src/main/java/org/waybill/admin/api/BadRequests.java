package org.waybill.admin.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 400 with the sentence. */
@Provider
public class BadRequests implements ExceptionMapper<BadRequest> {
    @Override
    public Response toResponse(BadRequest exception) {
        return ApiError.answer(400, String.valueOf(exception.getMessage()));
    }
}
