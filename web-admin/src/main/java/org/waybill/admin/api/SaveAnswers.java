package org.waybill.admin.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;
import org.waybill.queue.core.config.Problem;

/** What came of saving, as HTTP says it. */
final class SaveAnswers {

    private SaveAnswers() {}

    static Response of(SaveResult result) {
        if (result instanceof SaveResult.Saved saved) {
            return json(200, new Saved(saved.revision()))
                    .header("ETag", EntityTag.of(saved.revision()))
                    .build();
        }
        if (result instanceof SaveResult.Invalid invalid) {
            return json(422, new Errors(invalid.problems())).build();
        }
        if (result instanceof SaveResult.Conflict conflict) {
            return json(412, new ApiError("revision " + conflict.active() + " is active by now: read it first"))
                    .header("ETag", EntityTag.of(conflict.active()))
                    .build();
        }
        throw new AssertionError(result);
    }

    private static Response.ResponseBuilder json(int status, Object body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
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
