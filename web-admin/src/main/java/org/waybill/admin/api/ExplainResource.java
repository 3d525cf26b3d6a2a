package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.waybill.queue.console.ExplainConsole;

/** Why a recipient would be answered as it would be; nothing is sent, nothing is kept. */
@Path("/explain")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ExplainResource {

    private ExplainConsole console;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ExplainResource() {}

    @Inject
    public ExplainResource(ExplainConsole console) {
        this.console = console;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @AdminsOnly.ViewersToo
    public ExplainConsole.Answer explain(byte[] body) {
        ExplainConsole.Question question = ExplainBody.parse(body);
        try {
            return console.explain(question);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }
}
