package org.waybill.admin.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.waybill.queue.console.AdminAccounts;

/** Whatever does not only read is for administrators, unless a method says otherwise. */
@Provider
public class AdminsOnly implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Marks a method that a viewer may call although it is no GET. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface ViewersToo {}

    /** Marks a method that a viewer may not call although it only reads. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface NoViewers {}

    private final ResourceInfo resource;

    public AdminsOnly(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean reads = READING.contains(request.getMethod())
                || resource.getResourceMethod().isAnnotationPresent(ViewersToo.class);
        boolean hidden = resource.getResourceMethod().isAnnotationPresent(NoViewers.class);
        if ((hidden || !reads) && !request.getSecurityContext().isUserInRole(AdminAccounts.ADMIN)) {
            request.abortWith(ApiError.answer(403, "this account may look, but not change anything"));
        }
    }
}
