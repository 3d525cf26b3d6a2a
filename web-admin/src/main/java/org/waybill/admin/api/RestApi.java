package org.waybill.admin.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API's resources and providers, all of them by name: nothing is found by scanning. */
@ApplicationPath("/api")
public class RestApi extends Application {

    static final Set<Class<?>> RESOURCES = Set.of(
            ConfigurationResource.class,
            QueueResource.class,
            RoutesResource.class,
            SuspensionsResource.class,
            MessagesResource.class,
            ActionsResource.class,
            ExplainResource.class,
            TraceResource.class,
            TablesResource.class,
            SecretsResource.class,
            HealthResource.class,
            OpenApiResource.class);

    private static final Set<Class<?>> PROVIDERS = Set.of(
            AdminsOnly.class,
            BodyLimit.class,
            ClientErrors.class,
            OwnErrors.class,
            NotPermittedErrors.class,
            BadRequests.class);

    @Override
    public Set<Class<?>> getClasses() {
        return Stream.concat(RESOURCES.stream(), PROVIDERS.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
