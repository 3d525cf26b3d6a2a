package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.console.RoutesConsole.SuspensionView;

/** Mail that is not sent for a while. */
@Path("/suspensions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SuspensionsResource {

    private RoutesConsole routes;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected SuspensionsResource() {}

    @Inject
    public SuspensionsResource(RoutesConsole routes, Operator operator) {
        this.routes = routes;
        this.operator = operator;
    }

    @GET
    public Suspensions suspensions() {
        return new Suspensions(routes.suspensions().stream().map(Suspended::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Suspended suspend(byte[] body) {
        SuspensionBody wanted = SuspensionBody.parse(body);
        return BadRequest.unless(() -> Suspended.of(
                routes.suspend(wanted.kind(), wanted.value(), wanted.reason(), wanted.length(), operator.author())));
    }

    /** Resumes. */
    @DELETE
    @Path("/{id}")
    public Response resume(@PathParam("id") String id) {
        int count = routes.resume(Limits.number("id", id), operator.author());
        return count < 0
                ? ApiError.answer(404, "there is no such suspension")
                : Response.ok(new QueueResource.Count(count)).build();
    }

    /** @param suspensions in the order in which they began */
    public record Suspensions(List<Suspended> suspensions) {
        public Suspensions {
            suspensions = List.copyOf(suspensions);
        }
    }

    /** @param end empty: until somebody resumes it */
    public record Suspended(
            long id, String kind, String value, String reason, String author, Instant start, String end) {

        static Suspended of(SuspensionView view) {
            return new Suspended(
                    view.id(),
                    view.kind(),
                    view.value(),
                    view.reason(),
                    view.author(),
                    view.start(),
                    view.end().equals(RoutesConsole.OPEN) ? "" : view.end().toString());
        }
    }
}
