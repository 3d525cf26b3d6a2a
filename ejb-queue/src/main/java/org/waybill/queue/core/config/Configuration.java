package org.waybill.queue.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.srs.SenderRewriting;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsIdentity;

/**
 * One revision of the configuration, checked as a whole and immutable. A session reads it once for each mail, a delivery
 * once for each attempt.
 *
 * @param revision its number
 * @param listeners what to listen on
 * @param socket how mail from inside of this server is taken
 * @param sessionLimits what a client may ask for
 * @param subAddress how the tag in a local part begins
 * @param senderRewriting whose addresses lead back to the senders of forwarded mail; none or one
 * @param selfSigned key pairs of the listeners that this server makes for itself
 * @param rules the match rules
 * @param actions by name
 * @param tables by name
 * @param maxMessageSize the largest mail in octets
 * @param queueTtl how long envelopes live whose action says nothing else, or is unknown
 * @param queueDepth how many envelopes the queue takes before no more mail is accepted
 * @param mdaLimits how many commands run at a time
 * @param inflight how many orders of delivery are open at a time; one carries a message's envelopes for one next hop
 * @param mtaLimits how much goes out at a time
 * @param relayKeys certificates and authorities by name
 */
public record Configuration(
        long revision,
        List<Listener> listeners,
        SocketPolicy socket,
        SessionLimits sessionLimits,
        SubAddress subAddress,
        List<SenderRewriting> senderRewriting,
        List<SelfSigned> selfSigned,
        Ruleset rules,
        Map<ActionName, ActionDefinition> actions,
        Map<String, LookupTable> tables,
        long maxMessageSize,
        Duration queueTtl,
        long queueDepth,
        MdaLimits mdaLimits,
        int inflight,
        MtaLimits mtaLimits,
        RelayKeys relayKeys)
        implements ActionBook {

    public Configuration {
        listeners = List.copyOf(listeners);
        senderRewriting = List.copyOf(senderRewriting);
        selfSigned = List.copyOf(selfSigned);
        actions = Map.copyOf(actions);
        tables = Map.copyOf(tables);
    }

    /** The listener of that name; empty for none, as for a session whose listener an edit has taken away. */
    public Optional<Listener> listener(String name) {
        return listeners.stream()
                .filter(listener -> listener.spec().name().equals(name))
                .findFirst();
    }

    /**
     * What we are called where a client came in.
     *
     * @param otherwise the server's name
     */
    public String hostname(Peer peer, String otherwise) {
        return listener(peer.listener())
                .map(listener -> listener.spec().hostname())
                .orElse(otherwise);
    }

    /** What proves who we are to next hops, by the name that an action or a URL gives as {@code pki}. */
    public Map<String, TlsIdentity> keyPairs() {
        return relayKeys.keyPairs();
    }

    /** PEM files of certificates that next hops' ones may come from, by the name given as {@code ca}. */
    public Map<String, Path> authorities() {
        return relayKeys.authorities();
    }

    @Override
    public Optional<ActionDefinition> resolve(ActionName name) {
        return Optional.ofNullable(actions.get(name));
    }
}
