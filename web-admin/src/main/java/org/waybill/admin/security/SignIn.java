package org.waybill.admin.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** An attempt to sign in: limited by source, checked by the identity store, written to the log when it fails. */
@ApplicationScoped
public class SignIn {

    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());
    private static final int SOURCES = 10_000;

    private final SignInLimiter limiter = new SignInLimiter(SOURCES);
    private final Clock clock = Clock.systemUTC();

    private IdentityStoreHandler stores;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected SignIn() {}

    @Inject
    public SignIn(IdentityStoreHandler stores) {
        this.stores = stores;
    }

    /** @param source the client's address */
    public Answer attempt(Credential credential, String source) {
        Duration wait = limiter.waitingTime(source, clock.instant());
        if (!wait.isZero()) {
            return new Answer.Later(wait);
        }
        CredentialValidationResult result = stores.validate(credential);
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            limiter.failed(source, clock.instant());
            LOG.log(Level.WARNING, "sign-in refused user=\"{0}\" source={1}", printable(credential), source);
            return new Answer.No();
        }
        limiter.succeeded(source);
        return new Answer.Welcome(result.getCallerPrincipal().getName(), result.getCallerGroups());
    }

    private static String printable(Credential credential) {
        String name = credential instanceof ConsoleCredential given ? given.name() : "";
        return name.substring(0, Math.min(64, name.length())).replaceAll("[^\\p{L}\\p{N}@._-]", "?");
    }

    /** What came of it. */
    public sealed interface Answer {
        record Welcome(String name, Set<String> roles) implements Answer {
            public Welcome {
                roles = Set.copyOf(roles);
            }
        }

        /** Unknown name or wrong password: nobody is told which. */
        record No() implements Answer {}

        /** Too many failures from this source: not even looked at. */
        record Later(Duration delay) implements Answer {}
    }
}
