package org.waybill.admin.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.OptionalLong;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;
import org.waybill.queue.core.config.Problem;

/** The configuration's text and its revisions. */
@Path("/configuration")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigurationResource {

    private static final String PLAIN = "text/plain;charset=UTF-8";

    private ConfigurationConsole configuration;
    private Operator operator;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ConfigurationResource() {}

    @Inject
    public ConfigurationResource(ConfigurationConsole configuration, Operator operator) {
        this.configuration = configuration;
        this.operator = operator;
    }

    @GET
    @Produces(PLAIN)
    public Response active() {
        return text(configuration.active());
    }

    @PUT
    @Consumes(MediaType.TEXT_PLAIN)
    public Response save(
            byte[] body,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            @QueryParam("comment") @DefaultValue("") String comment) {
        if (ifMatch.isBlank()) {
            return ApiError.answer(428, "If-Match must name the revision that this text was made from");
        }
        OptionalLong expected = EntityTag.revision(ifMatch);
        if (expected.isEmpty()) {
            return ApiError.answer(412, "If-Match must be one ETag of this configuration, such as \"7\"");
        }
        String text = TextBody.decode(body);
        return SaveAnswer.of(configuration.save(text, expected.getAsLong(), operator.author(), comment))
                .toResponse();
    }

    @POST
    @Path("/validate")
    @Consumes(MediaType.TEXT_PLAIN)
    @AdminsOnly.ViewersToo
    public Validation validate(byte[] body) {
        List<Problem> problems = configuration.validate(TextBody.decode(body));
        return new Validation(problems.isEmpty(), problems);
    }

    @GET
    @Path("/revisions")
    public Revisions revisions(
            @QueryParam("before") @DefaultValue("0") String before,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return new Revisions(configuration.history(Limits.number("before", before), Limits.page(limit)));
    }

    @GET
    @Path("/revisions/{number}")
    @Produces({PLAIN, MediaType.APPLICATION_JSON})
    public Response revision(@PathParam("number") long number) {
        return configuration
                .revision(number)
                .map(ConfigurationResource::text)
                .orElseGet(() -> ApiError.answer(404, "there is no revision " + number));
    }

    private static Response text(ConfigurationConsole.Revision revision) {
        return Response.ok(revision.text(), PLAIN)
                .header("ETag", EntityTag.of(revision.summary().number()))
                .build();
    }

    /** Whether a text could be saved. */
    public record Validation(boolean valid, List<Problem> errors) {
        public Validation {
            errors = List.copyOf(errors);
        }
    }

    /** Without their texts, newest first. */
    public record Revisions(List<RevisionSummary> revisions) {
        public Revisions {
            revisions = List.copyOf(revisions);
        }
    }
}
