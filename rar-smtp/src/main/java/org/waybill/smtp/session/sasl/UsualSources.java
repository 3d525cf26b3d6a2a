package org.waybill.smtp.session.sasl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.waybill.smtp.Network;

/**
 * Where accounts have signed in lately. Bounded twice: an account keeps its {@value #SOURCES_OF_ONE} latest sources, and of
 * the accounts those that signed in last are kept. Only a success writes here, so that who owns an account can push out
 * sources of his own, and takes one account's place however many sources he has.
 */
final class UsualSources {

    /** Long enough for one who sends a mail now and then from home. */
    static final Duration LATELY = Duration.ofDays(30);

    /** Home, work, and where the telephone has been. */
    static final int SOURCES_OF_ONE = 8;

    /** A few kilobytes each at the most. */
    static final int ACCOUNTS = 10_000;

    /** When each source was last signed in from, by account; both maps oldest first. */
    private final Map<String, Map<Network, Long>> signIns;

    /** @param accounts how many are kept */
    UsualSources(int accounts) {
        this.signIns = new Latest<>(accounts);
    }

    boolean isAtHome(String account, Network source, long now) {
        Long last = signIns.getOrDefault(account, Map.of()).get(source);
        return last != null && now - last < LATELY.toNanos();
    }

    void signedIn(String account, Network source, long now) {
        Map<Network, Long> sources =
                Objects.requireNonNullElseGet(signIns.remove(account), () -> new Latest<>(SOURCES_OF_ONE));
        sources.remove(source);
        sources.put(source, now);
        signIns.put(account, sources);
    }

    /** Drops the entry that was put first when there are too many. */
    private static final class Latest<K, V> extends LinkedHashMap<K, V> {

        private final int capacity;

        Latest(int capacity) {
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
