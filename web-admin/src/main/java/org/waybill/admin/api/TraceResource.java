package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.TraceConsole;

/** Where a mail would go, found out by going there: hosts are connected, so it is for administrators. */
@Path("/trace")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TraceResource {

    private TraceConsole console;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected TraceResource() {}

    @Inject
    public TraceResource(TraceConsole console, Operator operator) {
        this.console = console;
        this.operator = operator;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response trace(byte[] body) {
        TraceConsole.Question question = TraceBody.parse(body).question();
        Optional<TraceConsole.Answer> answer = BadRequest.unless(() -> console.trace(question, operator.author()));
        return answer.map(found -> Response.ok(found).build()).orElseGet(() -> ApiError.answer(409, TraceConsole.BUSY));
    }
}
