package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.waybill.queue.console.QueueConsole;

/** One message with its envelopes and attempts. */
@Path("/messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

    private QueueConsole queue;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected MessagesResource() {}

    @Inject
    public MessagesResource(QueueConsole queue) {
        this.queue = queue;
    }

    @GET
    @Path("/{id}")
    public Response message(@PathParam("id") String id) {
        return queue.message(id)
                .map(message -> Response.ok(message).build())
                .orElseGet(() -> ApiError.answer(404, "there is no message with this id, and no history of one"));
    }
}
