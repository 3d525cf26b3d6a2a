package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.console.RoutesConsole.HostView;
import org.waybill.queue.console.RoutesConsole.RouteView;

/** The ways to other hosts, and the hosts that do not answer. */
@Path("/routes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {

    private RoutesConsole routes;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected RoutesResource() {}

    @Inject
    public RoutesResource(RoutesConsole routes, Operator operator) {
        this.routes = routes;
        this.operator = operator;
    }

    @GET
    public Routes routes() {
        return new Routes(routes.routes());
    }

    @GET
    @Path("/hosts")
    public Hosts hosts() {
        return new Hosts(routes.hosts());
    }

    @POST
    @Path("/hosts/reset")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response reset(byte[] body) {
        JsonObject host = JsonFields.object(body, Set.of("host"));
        String name = JsonFields.text(host, "host");
        JsonFields.require(!name.isBlank(), "expected {\"host\": \"…\"} with a name as /api/routes/hosts shows it");
        return routes.resetHost(name, operator.author())
                ? Response.noContent().build()
                : ApiError.answer(404, "nothing is known against this host");
    }

    /** @param routes the busiest first */
    public record Routes(List<RouteView> routes) {
        public Routes {
            routes = List.copyOf(routes);
        }
    }

    /** @param hosts by name */
    public record Hosts(List<HostView> hosts) {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }
}
