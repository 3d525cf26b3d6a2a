package org.waybill.queue.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.queue.core.relay.Turns;

/** From an action to its next hops, in the order to try them. A name is looked up only when its turn comes. */
final class RelayWays {

    private static final String NO_HOST = "451 4.3.5 No relay host";

    private final MxHosts hosts;
    private final Order order;
    private final LookUpWitness witness;

    /** @param witness hears of the look-ups */
    RelayWays(MxHosts hosts, Order order, LookUpWitness witness) {
        this.hosts = hosts;
        this.order = order;
        this.witness = witness;
    }

    /** Which of several URLs comes first: as {@link Turns#order}, or as {@link Turns#foresee}. */
    interface Order {
        List<RelayUrl> of(String owner, Policy policy, List<RelayUrl> urls);
    }

    /**
     * One of them.
     *
     * @param urlOrNull {@code null}: the DNS decides, or nobody is named
     * @param spare whether it is there only for when those before it cannot be used
     * @param next looks its hosts up
     */
    record Way(@Nullable RelayUrl urlOrNull, boolean spare, Supplier<NextHops> next) {

        static Way only(Supplier<NextHops> next) {
            return new Way(null, false, next);
        }
    }

    /**
     * @param families whose addresses may be used
     * @param heeded whether the policies of domains are to be heeded
     */
    List<Way> of(Action.Relay relay, DeliveryJob job, List<Family> families, BooleanSupplier heeded) {
        Envelope first = job.envelopes().get(0);
        String domain = first.destination().domainKey();
        if (relay.target() instanceof Exchangers exchangers) {
            return List.of(
                    Way.only(() -> hosts.of(domain, exchangers, new LookUp(families, heeded.getAsBoolean(), witness))));
        }
        Optional<RelayHosts.Answer> answer =
                relay.target().hosts(domain, job.message().sender());
        if (answer.isPresent() && answer.get() instanceof RelayHosts.Answer.Urls urls) {
            String owner = first.action() + (relay.target() instanceof RelayTarget.Hosts ? "" : " " + urls.urls());
            Policy policy = policy(relay.target());
            return inOrder(order.of(owner, policy, urls.urls()), policy, relay.options(), families);
        }
        // a reason names the table, which is nobody's business but ours
        ReplyLine line = ReplyLine.ours(NO_HOST + ": " + reason(answer), NO_HOST);
        witness.saw("map", first.action().value(), false, line::text);
        return List.of(Way.only(() -> new NextHops.Later(line)));
    }

    private List<Way> inOrder(List<RelayUrl> urls, Policy policy, RelayOptions options, List<Family> families) {
        // what a URL demands is ours to say, no domain's
        LookUp lookUp = new LookUp(families, false, witness);
        List<Way> ways = new ArrayList<>();
        for (RelayUrl url : urls) {
            boolean spare = policy == Policy.FAILOVER && !ways.isEmpty();
            ways.add(new Way(url, spare, () -> hosts.of(url, options.verifyAt(url), options.caAt(url), lookUp)));
        }
        return ways;
    }

    /** Of a target with URLs. */
    static Policy policy(RelayTarget target) {
        if (target instanceof RelayTarget.Hosts list) {
            return list.policy();
        } else if (target instanceof RelayTarget.ByDomain byDomain) {
            return byDomain.policy();
        } else if (target instanceof RelayTarget.BySender bySender) {
            return bySender.policy();
        }
        throw new AssertionError(target);
    }

    private static String reason(Optional<RelayHosts.Answer> answer) {
        if (answer.isPresent() && answer.get() instanceof RelayHosts.Answer.Unavailable unavailable) {
            return unavailable.reason();
        }
        return answer.isPresent() && answer.get() instanceof RelayHosts.Answer.NoEntry missing
                ? missing.reason()
                : "nobody is named";
    }
}
