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
import org.waybill.queue.console.TablesConsole.EntryPage;
import org.waybill.queue.console.TablesConsole.TableView;

/** The tables of kind {@code db:}. For administrators only, since their values may be hashes of passwords. */
@Path("/tables")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TablesResource {

    private TablesConsole tables;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected TablesResource() {}

    @Inject
    public TablesResource(TablesConsole tables, Operator operator) {
        this.tables = tables;
        this.operator = operator;
    }

    @GET
    @AdminsOnly.NoViewers
    public Tables tables() {
        return new Tables(tables.tables());
    }

    /** The body has the form of a table's file. */
    @PUT
    @Path("/{name}")
    @Consumes(MediaType.TEXT_PLAIN)
    public QueueResource.Count replace(@PathParam("name") String name, byte[] body) {
        String text = TextBody.decode(body);
        return new QueueResource.Count(BadRequest.unless(() -> tables.replace(name, text, operator.author())));
    }

    @GET
    @Path("/{name}/entries")
    @AdminsOnly.NoViewers
    public EntryPage entries(
            @PathParam("name") String name,
            @QueryParam("after") @DefaultValue("0") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return BadRequest.unless(() -> tables.entries(name, Limits.number("after", after), Limits.page(limit)));
    }

    /** The body is the value, empty for an entry of a list. */
    @PUT
    @Path("/{name}/entries")
    @Consumes(MediaType.TEXT_PLAIN)
    public Response put(@PathParam("name") String name, @QueryParam("key") @DefaultValue("") String key, byte[] body) {
        String value = TextBody.decode(body).stripTrailing();
        return BadRequest.unless(() -> {
            tables.put(name, key, value, operator.author());
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("/{name}/entries")
    public Response remove(@PathParam("name") String name, @QueryParam("key") @DefaultValue("") String key) {
        return BadRequest.unless(() -> tables.remove(name, key, operator.author())
                ? Response.noContent().build()
                : ApiError.answer(404, "there is no entry of this key"));
    }

    /** In the order of their names. */
    public record Tables(List<TableView> tables) {
        public Tables {
            tables = List.copyOf(tables);
        }
    }
}
