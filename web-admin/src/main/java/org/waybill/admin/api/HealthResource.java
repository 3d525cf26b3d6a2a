package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger.Level;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.ListenerView;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.Filter;

/** For load balancers and supervisors; open to everybody, so it says little and asks cheaply. */
@Path("/health")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

    private static final System.Logger LOG = System.getLogger(HealthResource.class.getName());

    private ConfigurationConsole configuration;
    private QueueConsole queue;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected HealthResource() {}

    @Inject
    public HealthResource(ConfigurationConsole configuration, QueueConsole queue) {
        this.configuration = configuration;
        this.queue = queue;
    }

    @GET
    public Response health() {
        if (!databaseAnswers()) {
            return down("the database does not answer");
        }
        return configuration.listeners().stream().allMatch(ListenerView::open)
                ? Response.ok(new Health("UP", "")).build()
                : down("a listener is not open");
    }

    private boolean databaseAnswers() {
        try {
            queue.search(Filter.all(), "", 1);
            return true;
        } catch (RuntimeException unavailable) {
            LOG.log(Level.WARNING, "health: the database does not answer: {0}", unavailable.toString());
            return false;
        }
    }

    private static Response down(String reason) {
        return Response.status(503).entity(new Health("DOWN", reason)).build();
    }

    /** @param reason in general words; empty when all is well */
    public record Health(String status, String reason) {}
}
