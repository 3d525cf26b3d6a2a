package org.waybill.admin.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;
import org.waybill.queue.console.AdminAccounts;

/** The operator as the container knows it. */
@Named("operator")
@RequestScoped
public class Caller implements Operator {

    private SecurityContext security;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected Caller() {}

    @Inject
    public Caller(SecurityContext security) {
        this.security = security;
    }

    @Override
    public String name() {
        Principal principal = security.getCallerPrincipal();
        return principal == null ? "" : principal.getName();
    }

    @Override
    public boolean admin() {
        return security.isCallerInRole(AdminAccounts.ADMIN);
    }
}
