package org.waybill.admin.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import org.waybill.queue.console.AdminAccounts;

/** The identity store of the application: {@link AdminAccounts}, asked for a name and a password. */
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
        if (!(credential instanceof UsernamePasswordCredential given)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        String password = given.getPasswordAsString();
        // hashing what nobody would type is work for nothing
        if (given.getCaller().length() > LONGEST || password.length() > LONGEST) {
            return CredentialValidationResult.INVALID_RESULT;
        }
        return accounts.verify(given.getCaller(), password)
                .map(account -> new CredentialValidationResult(account.name(), account.roles()))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
