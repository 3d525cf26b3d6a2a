package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waybill.queue.core.relay.RelayTarget.Policy;

class TurnsTest {

    private static final List<RelayUrl> ABC = urls("a.test", "b.test", "c.test");

    private final Turns turns = new Turns(new Random(3));

    private static List<RelayUrl> urls(String... urls) {
        return Stream.of(urls).map(RelayUrl::parse).toList();
    }

    private String order(Policy policy, List<RelayUrl> urls) {
        return order("out", policy, urls);
    }

    private String order(String owner, Policy policy, List<RelayUrl> urls) {
        StringBuilder hosts = new StringBuilder();
        turns.order(owner, policy, urls).forEach(url -> hosts.append(url.host().charAt(0)));
        return hosts.toString();
    }

    private String firsts(Policy policy, List<RelayUrl> urls, int messages) {
        StringBuilder firsts = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            firsts.append(order(policy, urls).charAt(0));
        }
        return firsts.toString();
    }

    @Test
    void foreseesTheNextOrderAndTakesNoTurn() {
        List<RelayUrl> weighted = urls("a.test?weight=2", "b.test");
        for (int message = 0; message < 5; message++) {
            for (Policy policy : List.of(Policy.FAILOVER, Policy.ROUND_ROBIN)) {
                assertEquals(turns.foresee("out", policy, ABC), turns.foresee("out", policy, ABC));
                assertEquals(turns.foresee("out", policy, ABC), turns.order("out", policy, ABC));
            }
            turns.foresee("out", Policy.RATIO, weighted);
            assertEquals(turns.foresee("out", Policy.RATIO, weighted), turns.order("out", Policy.RATIO, weighted));
        }
        assertEquals(Set.copyOf(ABC), Set.copyOf(turns.foresee("out", Policy.RANDOM, ABC)));
    }

    @Test
    void failoverKeepsTheOrder() {
        assertEquals(List.of("abc", "abc"), List.of(order(Policy.FAILOVER, ABC), order(Policy.FAILOVER, ABC)));
    }

    @Test
    void roundRobinTakesTurnsAndGoesOnBehindTheFirst() {
        assertEquals(
                List.of("abc", "bca", "cab", "abc"),
                Stream.generate(() -> order(Policy.ROUND_ROBIN, ABC)).limit(4).toList());
    }

    @Test
    void eachOwnerHasItsOwnTurns() {
        order(Policy.ROUND_ROBIN, ABC);
        assertEquals("abc", order("other", Policy.ROUND_ROBIN, ABC));
        assertEquals("bca", order(Policy.ROUND_ROBIN, ABC));
    }

    @Test
    void roundRobinGoesOnWhereItWasWhenTheListChanges() {
        assertEquals("ab", firsts(Policy.ROUND_ROBIN, ABC, 2));
        assertEquals("cxab", order(Policy.ROUND_ROBIN, urls("x.test", "a.test", "b.test", "c.test")));
        // c, the last, had its turn and is gone
        assertEquals("ab", order(Policy.ROUND_ROBIN, urls("a.test", "b.test")));
        // a had its turn and is gone: what stands in its place is next
        assertEquals("bc", order(Policy.ROUND_ROBIN, urls("b.test", "c.test")));
    }

    @Test
    void ratioIsExactOverEachCycle() {
        List<RelayUrl> urls = urls("a.test?weight=5", "b.test?weight=1", "c.test");
        for (int cycle = 0; cycle < 10; cycle++) {
            // as nginx has it: never more often in a row than it must be
            assertEquals("aabacaa", firsts(Policy.RATIO, urls, 7));
        }
    }

    @Test
    void ratioIsExactForAnyWeights() {
        Random weights = new Random(5);
        for (int list = 0; list < 50; list++) {
            Map<String, Integer> expected = new HashMap<>();
            List<RelayUrl> urls = new ArrayList<>();
            for (int i = 0; i < 2 + weights.nextInt(6); i++) {
                int weight = 1 + weights.nextInt(30);
                urls.add(RelayUrl.parse("h" + i + ".test?weight=" + weight));
                expected.put("h" + i + ".test", weight);
            }
            int cycle = expected.values().stream().mapToInt(Integer::intValue).sum();
            for (int round = 0; round < 3; round++) {
                Map<String, Integer> counted = new HashMap<>();
                for (int i = 0; i < cycle; i++) {
                    counted.merge(turns.order("out", Policy.RATIO, urls).get(0).host(), 1, Integer::sum);
                }
                assertEquals(expected, counted);
            }
        }
    }

    @Test
    void ratioNamesAllForPassingOver() {
        List<RelayUrl> urls = urls("a.test?weight=5", "b.test?weight=1", "c.test?weight=3");
        for (int i = 0; i < 20; i++) {
            assertEquals(Set.copyOf(urls), Set.copyOf(turns.order("out", Policy.RATIO, urls)));
        }
        assertEquals("acb", order("new", Policy.RATIO, urls));
    }

    @Test
    void anotherListHasACycleOfItsOwn() {
        firsts(Policy.RATIO, urls("a.test?weight=2", "b.test"), 1);
        assertEquals("aba", firsts(Policy.RATIO, urls("a.test?weight=2", "b.test?weight=1&sessions=5"), 3));
    }

    @Test
    void randomComesInEveryOrder() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            seen.add(order(Policy.RANDOM, ABC));
        }
        assertEquals(Set.of("abc", "acb", "bac", "bca", "cab", "cba"), seen);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUND_ROBIN", "RATIO"})
    void thousandsOfCustomersHaveTheirOwnTurns(Policy policy) {
        int customers = 3000;
        int second = 0;
        for (int mail = 0; mail < 4; mail++) {
            for (int customer = 0; customer < customers; customer++) {
                List<RelayUrl> urls = urls("a.test?sessions=" + (customer + 1), "b.test");
                List<RelayUrl> order = turns.order("customer " + customer, policy, urls);
                second += order.get(0).host().equals("b.test") ? 1 : 0;
            }
        }
        assertEquals(2 * customers, second);
    }

    @Test
    void forgetsTheListThatWasNotUsedForLongest() {
        order("kept", Policy.ROUND_ROBIN, ABC);
        order("lost", Policy.ROUND_ROBIN, ABC);
        for (int i = 0; i < Turns.MOST_LISTS - 1; i++) {
            order("other" + i, Policy.ROUND_ROBIN, ABC);
            if (i == 10) {
                order("kept", Policy.ROUND_ROBIN, ABC);
            }
        }
        assertEquals("cab", order("kept", Policy.ROUND_ROBIN, ABC));
        assertEquals("abc", order("lost", Policy.ROUND_ROBIN, ABC));
    }

    @Test
    void countsOnceForEachOfManyThreads() throws InterruptedException, ExecutionException {
        List<RelayUrl> urls = urls("a.test?weight=3", "b.test?weight=1");
        Collection<Callable<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 8; worker++) {
            workers.add(() -> {
                int first = 0;
                for (int i = 0; i < 1000; i++) {
                    first +=
                            turns.order("out", Policy.RATIO, urls).get(0).host().equals("a.test") ? 1 : 0;
                }
                return first;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int first = 0;
            for (Future<Integer> worker : threads.invokeAll(workers)) {
                first += worker.get();
            }
            assertEquals(6000, first);
        } finally {
            threads.shutdown();
        }
        assertTrue(threads.isShutdown());
    }
}
