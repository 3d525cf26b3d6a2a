package org.waybill.queue.core.relay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waybill.queue.core.relay.RelayTarget.Policy;

/**
 * Which of several URLs a message goes to, and which ones after it while that one is unusable. Asked once for each attempt
 * of a message. Knows nothing of health: whoever asks passes the unusable ones over, in the order that is given here.
 *
 * <p>Turns are remembered by the name of their owner, such as an action, and are lost with this object: another node, or
 * a server that starts again, begins with the first URL. May be used by many threads.
 */
public final class Turns {

    /** No more owners' lists are remembered; the one that was asked for longest ago is forgotten first. */
    static final int MOST_LISTS = 10_000;

    private final RandomGenerator random;
    private final Map<Object, Object> memory = new Remembered();

    /** @param random used by one thread at a time */
    public Turns(RandomGenerator random) {
        this.random = random;
    }

    /** Forgets what was not used for longest. */
    private static final class Remembered extends LinkedHashMap<Object, Object> {
        private static final long serialVersionUID = 1;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST_LISTS;
        }
    }

    /**
     * All URLs in the order to try them.
     *
     * @param owner whose turns these are: the name of the action, and of the key where its table has several lists
     * @param urls as they are given, at least one
     */
    public synchronized List<RelayUrl> order(String owner, Policy policy, List<RelayUrl> urls) {
        if (urls.size() == 1) {
            return urls;
        }
        return switch (policy) {
            case FAILOVER -> urls;
            case ROUND_ROBIN -> recall(new Owner(owner), Rotation::new).next(urls);
            case RANDOM -> shuffled(urls);
            case RATIO ->
                recall(new OwnedList(owner, urls), () -> new Weights(urls)).next();
        };
    }

    /** The order that would be given now, without taking a turn. */
    public synchronized List<RelayUrl> foresee(String owner, Policy policy, List<RelayUrl> urls) {
        if (urls.size() == 1) {
            return urls;
        }
        return switch (policy) {
            case FAILOVER -> urls;
            case ROUND_ROBIN ->
                memory.getOrDefault(new Owner(owner), new Rotation()) instanceof Rotation rotation
                        ? rotation.from(urls, rotation.first(urls))
                        : urls;
            case RANDOM -> shuffled(urls);
            case RATIO ->
                memory.getOrDefault(new OwnedList(owner, urls), new Weights(urls)) instanceof Weights weights
                        ? weights.foreseen()
                        : urls;
        };
    }

    private record Owner(String name) {}

    private record OwnedList(String owner, List<RelayUrl> urls) {}

    @SuppressWarnings("unchecked") // each kind of key has one kind of value
    private <T> T recall(Object key, Supplier<T> first) {
        return (T) memory.computeIfAbsent(key, absent -> first.get());
    }

    private List<RelayUrl> shuffled(List<RelayUrl> urls) {
        List<RelayUrl> shuffled = new ArrayList<>(urls);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            RelayUrl moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return List.copyOf(shuffled);
    }

    /** Remembers whose turn it was, so that a list that grows or shrinks goes on behind that URL. */
    private static final class Rotation {
        private int latest = -1;
        private String url = "";

        List<RelayUrl> next(List<RelayUrl> urls) {
            int first = first(urls);
            latest = first;
            url = urls.get(first).toString();
            return from(urls, first);
        }

        int first(List<RelayUrl> urls) {
            int behind = behindLatest(urls);
            return behind < urls.size() ? behind : 0;
        }

        List<RelayUrl> from(List<RelayUrl> urls, int first) {
            int size = urls.size();
            return IntStream.range(0, size)
                    .mapToObj(i -> urls.get((first + i) % size))
                    .toList();
        }

        private int behindLatest(List<RelayUrl> urls) {
            if (latest >= 0 && latest < urls.size() && isLatest(urls, latest)) {
                return latest + 1;
            }
            for (int i = 0; i < urls.size(); i++) {
                if (isLatest(urls, i)) {
                    return i + 1;
                }
            }
            // it is gone: what stands in its place is next
            return Math.max(latest, 0);
        }

        private boolean isLatest(List<RelayUrl> urls, int i) {
            return urls.get(i).toString().equals(url);
        }
    }

    /**
     * Smooth weighted round robin: in each cycle, of as many messages as all weights together, each URL comes as often as
     * its weight says, and never more often in a row than it must.
     */
    private static final class Weights {
        private final List<RelayUrl> urls;
        private final long[] credit;
        private final long total;

        Weights(List<RelayUrl> urls) {
            this.urls = List.copyOf(urls);
            this.credit = new long[urls.size()];
            this.total = urls.stream().mapToLong(url -> url.options().weight()).sum();
        }

        List<RelayUrl> foreseen() {
            Weights copy = new Weights(urls);
            System.arraycopy(credit, 0, copy.credit, 0, credit.length);
            return copy.next();
        }

        List<RelayUrl> next() {
            for (int i = 0; i < credit.length; i++) {
                credit[i] += urls.get(i).options().weight();
            }
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, credit.length).boxed().toList());
            // stable: of equal credits the first given is the first
            order.sort(Comparator.comparing((Integer i) -> credit[i]).reversed());
            credit[order.get(0)] -= total;
            return order.stream().map(urls::get).toList();
        }
    }
}
