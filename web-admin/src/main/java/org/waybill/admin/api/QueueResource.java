package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.Set;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Page;
import org.waybill.queue.console.QueueConsole.Preview;
import org.waybill.queue.core.envelope.EnvelopeState;

/** The queue: envelopes and orders about them. */
@Path("/queue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QueueResource {

    private QueueConsole queue;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected QueueResource() {}

    @Inject
    public QueueResource(QueueConsole queue, Operator operator) {
        this.queue = queue;
        this.operator = operator;
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    public Page search(
            @QueryParam("id") @DefaultValue("") String id,
            @QueryParam("sender") @DefaultValue("") String sender,
            @QueryParam("recipient") @DefaultValue("") String recipient,
            @QueryParam("action") @DefaultValue("") String action,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("domain") @DefaultValue("") String domain,
            @QueryParam("acceptedBefore") @DefaultValue("") String acceptedBefore,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        Filter filter = new Filter(id, sender, recipient, action, States.name(state), domain, acceptedBefore);
        return BadRequest.unless(() -> queue.search(filter, after, Limits.page(limit)));
    }

    /** How many envelopes an order would reach. */
    @POST
    @Path("/preview")
    @AdminsOnly.ViewersToo
    public Preview preview(byte[] body) {
        OrderBody order = OrderBody.parseWithState(body);
        Set<EnvelopeState> states = order.state().isEmpty()
                ? EnumSet.of(EnvelopeState.QUEUED, EnvelopeState.HELD)
                : EnumSet.of(EnvelopeState.valueOf(order.state()));
        return BadRequest.unless(() -> queue.preview(order.selection(), states));
    }

    @POST
    @Path("/retry")
    public Count retry(byte[] body) {
        return new Count(queue.retry(OrderBody.parse(body).selection(), operator.author()));
    }

    @POST
    @Path("/hold")
    public Count hold(byte[] body) {
        OrderBody order = OrderBody.parseWithReason(body);
        return new Count(queue.hold(order.selection(), order.reason(), operator.author()));
    }

    @POST
    @Path("/release")
    public Count release(byte[] body) {
        return new Count(queue.release(OrderBody.parse(body).selection(), operator.author()));
    }

    @POST
    @Path("/bounce")
    public Count bounce(byte[] body) {
        return new Count(queue.bounce(OrderBody.parse(body).selection(), operator.author()));
    }

    @POST
    @Path("/delete")
    public Count delete(byte[] body) {
        return new Count(queue.delete(OrderBody.parse(body).selection(), operator.author()));
    }

    /** How many envelopes an order reached. */
    public record Count(int count) {}
}
