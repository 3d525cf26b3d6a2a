package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.TablesConsole;

/** Credentials of the tables of kind {@code secret:}: written here, and never read. */
@Path("/secrets")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SecretsResource {

    private TablesConsole tables;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected SecretsResource() {}

    @Inject
    public SecretsResource(TablesConsole tables, Operator operator) {
        this.tables = tables;
        this.operator = operator;
    }

    @GET
    @Path("/{name}")
    @AdminsOnly.NoViewers
    public Labels labels(@PathParam("name") String name) {
        return BadRequest.unless(() -> new Labels(tables.labels(name)));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("name") String name, @QueryParam("label") @DefaultValue("") String label, byte[] body) {
        CredentialsBody credentials = CredentialsBody.parse(body);
        return BadRequest.unless(() -> {
            tables.putSecret(name, label, credentials.user(), credentials.password(), operator.author());
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("/{name}")
    public Response remove(@PathParam("name") String name, @QueryParam("label") @DefaultValue("") String label) {
        return BadRequest.unless(() -> tables.removeSecret(name, label, operator.author())
                ? Response.noContent().build()
                : ApiError.answer(404, "there is no secret of this label"));
    }

    /** What there is, without what it is. */
    public record Labels(List<String> labels) {
        public Labels {
            labels = List.copyOf(labels);
        }
    }
}
