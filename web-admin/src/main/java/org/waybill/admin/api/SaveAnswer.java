package org.waybill.admin.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;
import org.waybill.queue.core.config.Problem;

/**
 * What came of saving, as HTTP says it.
 *
 * @param status 200, 412 or 422
 * @param entityTag of the revision that is active now; empty if the request says nothing about it
 * @param body to be sent as JSON
 */
record SaveAnswer(int status, String entityTag, Object body) {

    static SaveAnswer of(SaveResult result) {
        if (result instanceof SaveResult.Saved saved) {
            return new SaveAnswer(200, EntityTag.of(saved.revision()), new Saved(saved.revision()));
        }
        if (result instanceof SaveResult.Invalid invalid) {
            return new SaveAnswer(422, "", new Errors(invalid.problems()));
        }
        if (result instanceof SaveResult.Conflict conflict) {
            ApiError error = new ApiError("revision " + conflict.active() + " is active by now: read it first");
            return new SaveAnswer(412, EntityTag.of(conflict.active()), error);
        }
        throw new AssertionError(result);
    }

    Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        return (entityTag.isEmpty() ? response : response.header("ETag", entityTag)).build();
    }

    /** The number of the revision that was saved and is active now. */
    public record Saved(long revision) {}

    /** Why nothing was saved. */
    public record Errors(List<Problem> errors) {
        public Errors {
            errors = List.copyOf(errors);
        }
    }
}
