package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import org.waybill.queue.core.auth.IdentityStores;

/**
 * The identity stores that are deployed with Waybill. The console's own is none of them: it validates the console's
 * credentials only.
 */
@ApplicationScoped
public class ServerIdentityStores implements IdentityStores {

    private static final Answer NOBODY = new Answer.Nobody("no identity store takes passwords of mail users: deploy one"
            + " with Waybill, or write auth <table> at the listener");

    @Inject
    private Instance<IdentityStoreHandler> handlers;

    @Override
    public Answer validate(String user, String password) {
        if (!handlers.isResolvable()) {
            return NOBODY;
        }
        CredentialValidationResult result = handlers.get().validate(new UsernamePasswordCredential(user, password));
        return switch (result.getStatus()) {
            case VALID -> new Answer.Valid(result.getCallerPrincipal().getName());
            case INVALID -> new Answer.Invalid();
            case NOT_VALIDATED -> NOBODY;
        };
    }
}
