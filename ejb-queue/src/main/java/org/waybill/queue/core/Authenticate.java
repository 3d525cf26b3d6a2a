package org.waybill.queue.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.IdentityStores;
import org.waybill.queue.core.auth.PasswordHashes;
import org.waybill.queue.core.auth.PasswordHashes.Check;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.queue.core.auth.SignInUnavailableException;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramVerdict;

/**
 * At AUTH: whether a client is the user it says it is. A user that nobody knows costs as much time as one with another
 * password, and gets the same answer; which of the two it was goes to the log. Whatever cannot be looked up is a
 * {@link SignInUnavailableException}.
 */
public final class Authenticate {

    /** Of a password that nobody has kept: compared with where there is no other hash to compare with. */
    private static final String NOBODYS_HASH =
            "$6$nobody$1VRWqJWj4PANmt/gzrD0cz22ZCIttR0ZPkNxuY8uD9R1lYKAuWl0cCDjkZ5UKpgBYV3tY43M6uHm8lxCw2rag0";

    /** Longer names belong to nobody. */
    private static final int MAX_USER = 255;

    private static final int MAX_LOGGED = 64;

    private final Supplier<Configuration> current;
    private final PasswordHashes hashes;
    private final IdentityStores stores;
    private final Consumer<String> reasons;

    /** @param reasons hears why somebody cannot sign in; for the log */
    public Authenticate(
            Supplier<Configuration> current, PasswordHashes hashes, IdentityStores stores, Consumer<String> reasons) {
        this.current = current;
        this.hashes = hashes;
        this.stores = stores;
        this.reasons = reasons;
    }

    /** Checks a password that came by PLAIN or LOGIN. */
    public PasswordVerdict password(PasswordRequest request) {
        AuthSource source = source(request.peer());
        if (source instanceof AuthSource.Table table) {
            return fromTable(table.credentials(), request);
        }
        if (source instanceof AuthSource.IdentityStores) {
            return fromStores(request);
        }
        throw new SignInUnavailableException(
                "nobody signs in at the listener " + request.peer().listener() + " any more");
    }

    private AuthSource source(Peer peer) {
        return current.get()
                .listener(peer.listener())
                .map(listener -> listener.submission().source())
                .orElseGet(AuthSource.Nobody::new);
    }

    private PasswordVerdict fromTable(LookupTable credentials, PasswordRequest request) {
        String user = key(request.user());
        Optional<String> hash = hash(credentials, user);
        if (hash.isEmpty()) {
            spendTime(credentials, request.password());
            return refuse(request, "there is no such user");
        }
        Check check = hashes.check(hash.get(), request.password());
        if (check instanceof Check.Unusable unusable) {
            spendTime(credentials, request.password());
            return refuse(request, unusable.reason());
        }
        return check instanceof Check.Matches
                ? new PasswordVerdict.Authenticated(user)
                : refuse(request, "another password");
    }

    /** Names are compared without case, so that rules and tables see one form only. */
    private static String key(String user) {
        return user.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> hash(LookupTable credentials, String user) {
        if (user.length() > MAX_USER) {
            return Optional.empty();
        }
        LookupTable.Answer answer = credentials.lookup(user);
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            throw new SignInUnavailableException("table <" + credentials.name() + ">: " + unavailable.reason());
        }
        return answer instanceof LookupTable.Answer.Found found ? Optional.of(found.value()) : Optional.empty();
    }

    /** Compares a password with somebody else's hash, or with nobody's, for the time that it takes. */
    private void spendTime(LookupTable credentials, String password) {
        List<String> others =
                credentials.values() instanceof LookupTable.Contents.Values known ? known.values() : List.of();
        boolean spent = !others.isEmpty() && !(hashes.check(others.get(0), password) instanceof Check.Unusable);
        if (!spent) {
            hashes.check(NOBODYS_HASH, password);
        }
    }

    private PasswordVerdict fromStores(PasswordRequest request) {
        IdentityStores.Answer answer = stores.validate(request.user(), request.password());
        if (answer instanceof IdentityStores.Answer.Nobody nobody) {
            throw new SignInUnavailableException(nobody.reason());
        }
        return answer instanceof IdentityStores.Answer.Valid valid
                ? new PasswordVerdict.Authenticated(valid.user())
                : refuse(request, "the identity store says no");
    }

    private PasswordVerdict refuse(PasswordRequest request, String reason) {
        tell(request.peer(), request.user(), reason);
        return new PasswordVerdict.Refused();
    }

    /** Looks up the secret that SCRAM-SHA-256 is checked against. */
    public ScramVerdict scram(ScramRequest request) {
        if (!(source(request.peer()) instanceof AuthSource.Table table)) {
            return new ScramVerdict.Unknown();
        }
        String user = key(request.user());
        Optional<String> hash = hash(table.credentials(), user);
        if (hash.filter(ScramText::isOne).isEmpty()) {
            tell(
                    request.peer(),
                    request.user(),
                    hash.isEmpty() ? "there is no such user" : "the user has no SCRAM secret");
            return new ScramVerdict.Unknown();
        }
        try {
            return new ScramVerdict.Known(user, ScramText.parse(hash.get()));
        } catch (IllegalArgumentException e) {
            tell(request.peer(), request.user(), String.valueOf(e.getMessage()));
            return new ScramVerdict.Unknown();
        }
    }

    private void tell(Peer peer, String user, String reason) {
        reasons.accept("user=\"" + user.substring(0, Math.min(MAX_LOGGED, user.length())) + "\" client=["
                + peer.address().getHostAddress() + "] listener=" + peer.listener() + ": " + reason);
    }
}
