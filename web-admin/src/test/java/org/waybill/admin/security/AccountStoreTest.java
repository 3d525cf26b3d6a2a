package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.console.AdminAccounts;
import org.waybill.queue.console.AdminAccounts.Account;

class AccountStoreTest {

    private int asked;
    private final AccountStore store = new AccountStore(this::verify);

    private Optional<Account> verify(String name, String password) {
        asked++;
        return name.equals("anna") && password.equals("secret")
                ? Optional.of(new Account("Anna", Set.of(AdminAccounts.ADMIN)))
                : Optional.empty();
    }

    @Test
    void aKnownAccountHasItsNameAndRoles() {
        var result = store.validate(new ConsoleCredential("anna", "secret"));
        assertEquals("Anna", result.getCallerPrincipal().getName());
        assertEquals(Set.of("admin"), result.getCallerGroups());
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertSame(CredentialValidationResult.INVALID_RESULT, store.validate(new ConsoleCredential("anna", "Secret")));
    }

    @Test
    void anEndlessPasswordIsRefusedUnread() {
        assertSame(
                CredentialValidationResult.INVALID_RESULT,
                store.validate(new ConsoleCredential("anna", "x".repeat(1025))));
        assertEquals(0, asked);
    }

    @Test
    void otherCredentialsAreNotItsMatter() {
        assertSame(CredentialValidationResult.NOT_VALIDATED_RESULT, store.validate(new CallerOnlyCredential("anna")));
        // as mail users are asked about: administrators are none of them
        assertSame(
                CredentialValidationResult.NOT_VALIDATED_RESULT,
                store.validate(new UsernamePasswordCredential("anna", "secret")));
        assertEquals(0, asked);
    }
}
