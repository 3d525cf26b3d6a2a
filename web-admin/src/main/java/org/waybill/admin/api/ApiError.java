package org.waybill.admin.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The body of every error.
 *
 * @param error one sentence for people; never a stack trace
 */
public record ApiError(String error) {

    static Response answer(int status, String error) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ApiError(error))
                .build();
    }
}
