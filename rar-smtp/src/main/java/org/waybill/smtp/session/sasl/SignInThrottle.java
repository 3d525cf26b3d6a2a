package org.waybill.smtp.session.sasl;

import java.net.InetAddress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.waybill.smtp.Network;

/**
 * Makes guessing passwords slow, over all sessions of a server. A blocked attempt is answered 454 4.7.0 before the
 * application is asked, so it tells nothing about the password and costs no hashing. Thread-safe; all is forgotten with
 * the object.
 *
 * <p><b>Three counts</b> of failed attempts, each within {@link FailureTally#WINDOW}. At its limit a count locks what it
 * counts, first for {@link FailureTally#FIRST_LOCK}, with each further failure for twice as long, up to
 * {@link FailureTally#LONGEST_LOCK}; after a lock and another window without a failure it begins anew.
 *
 * <table>
 *   <caption>What is counted and what is locked</caption>
 *   <tr><th>failures of</th><th>limit</th><th>locked</th></tr>
 *   <tr><td>one account from one source</td><td>{@value #PAIR_LIMIT}</td><td>that account from that source</td></tr>
 *   <tr><td>one source</td><td>{@value #SOURCE_LIMIT}</td><td>the source, but for accounts at home there</td></tr>
 *   <tr><td>one account</td><td>{@value #ACCOUNT_LIMIT}</td><td>the account, but from sources where it is at home</td></tr>
 * </table>
 *
 * <p>A source is an IPv4 address or an IPv6 network of 64 bits, which one client owns as a whole. An account is <b>at
 * home</b> where it has signed in lately ({@link UsualSources}): so a stranger cannot lock a user out from his usual place,
 * nor a colleague with a forgotten password a whole office behind one address. What is at home still has the first count.
 *
 * <p><b>A success clears the first count only.</b> Who has an account of his own, or shares a source with somebody who
 * has, could otherwise clear the others between his guesses at will.
 *
 * <p><b>Attempts at the same time</b> may all begin before the first of them has failed, as many as the server lets a
 * source have open sessions; each of them then counts, and so the lock is the longest at once.
 *
 * <p>Memory is bounded; {@link FailureCounts} says why nobody gets rid of his failures by making others.
 */
public final class SignInThrottle {

    /** A few devices that keep an old password, or a user who tries all that he remembers. */
    public static final int PAIR_LIMIT = 10;

    /** Several users with such a device behind one address; few enough that guessing through many names ends soon. */
    public static final int SOURCE_LIMIT = 20;

    /** More than one source can reach by itself, so that locking a user out takes several, and all his usual ones work. */
    public static final int ACCOUNT_LIMIT = 100;

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 64;

    private final LongSupplier nanoTime;
    private final FailureCounts<Attempt> pairs = new FailureCounts<>(PAIR_LIMIT, FailureCounts.CAPACITY);
    private final FailureCounts<Network> sources = new FailureCounts<>(SOURCE_LIMIT, FailureCounts.CAPACITY);
    private final FailureCounts<String> accounts = new FailureCounts<>(ACCOUNT_LIMIT, FailureCounts.CAPACITY);
    private final UsualSources usual = new UsualSources(UsualSources.ACCOUNTS);

    /** @param nanoTime as {@link System#nanoTime} */
    public SignInThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** An account as a client names it, and where from; names that differ in case only count as one. */
    private record Attempt(Network source, String account) {

        static Attempt of(InetAddress address, String user) {
            int bits = address.getAddress().length * 8 == IPV4_BITS ? IPV4_BITS : IPV6_BITS;
            return new Attempt(Network.around(address, bits), user.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Whether an attempt is to be turned away unasked.
     *
     * @param user the name that the client gives, here and in the other methods, and not what the application calls him
     */
    public synchronized boolean blocked(InetAddress source, String user) {
        long now = nanoTime.getAsLong();
        Attempt attempt = Attempt.of(source, user);
        if (pairs.isLocked(attempt, now)) {
            return true;
        }
        boolean locked = sources.isLocked(attempt.source(), now) || accounts.isLocked(attempt.account(), now);
        return locked && !usual.isAtHome(attempt.account(), attempt.source(), now);
    }

    /** The application has refused, or a SCRAM proof was wrong. An attempt that was blocked is none. */
    public synchronized void failed(InetAddress source, String user) {
        long now = nanoTime.getAsLong();
        Attempt attempt = Attempt.of(source, user);
        pairs.failed(attempt, now);
        sources.failed(attempt.source(), now);
        accounts.failed(attempt.account(), now);
    }

    /** The client has signed in. */
    public synchronized void succeeded(InetAddress source, String user) {
        Attempt attempt = Attempt.of(source, user);
        pairs.clear(attempt);
        usual.signedIn(attempt.account(), attempt.source(), nanoTime.getAsLong());
    }
}
