package org.waybill.admin.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import org.waybill.queue.console.AdminAccounts;

/** The console's identity store: {@link AdminAccounts}, asked about {@link ConsoleCredential}s and no others. */
@ApplicationScoped
public class AccountStore implements IdentityStore {

    private static final int LONGEST = 1024;

    private AdminAccounts accounts;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected AccountStore() {}

    @Inject
    public AccountStore(AdminAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof ConsoleCredential given)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        // hashing what nobody would type is work for nothing
        if (given.name().length() > LONGEST || given.password().length() > LONGEST) {
            return CredentialValidationResult.INVALID_RESULT;
        }
        return accounts.verify(given.name(), given.password())
                .map(account -> new CredentialValidationResult(account.name(), account.roles()))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
