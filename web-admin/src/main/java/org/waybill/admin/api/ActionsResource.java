package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.ActionSummary;

/** The actions and how many envelopes name them. */
@Path("/actions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ActionsResource {

    private ConfigurationConsole configuration;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ActionsResource() {}

    @Inject
    public ActionsResource(ConfigurationConsole configuration, Operator operator) {
        this.configuration = configuration;
        this.operator = operator;
    }

    @GET
    public Actions actions() {
        return new Actions(configuration.actions());
    }

    /** The JSON body says nothing; its type keeps forms of other sites out. */
    @POST
    @Path("/{name}/apply")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response apply(@PathParam("name") String name) {
        String author = operator.author();
        if (configuration.action(name).isEmpty()) {
            return ApiError.answer(404, "there is no action of this name");
        }
        return Response.ok(new QueueResource.Count(configuration.applyNow(name, author)))
                .build();
    }

    /** A name without text is one that only envelopes know. */
    public record Actions(List<ActionSummary> actions) {
        public Actions {
            actions = List.copyOf(actions);
        }
    }
}
