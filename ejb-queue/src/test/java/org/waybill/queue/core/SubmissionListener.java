package org.waybill.queue.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Reception;
import org.waybill.queue.core.config.RelayKeys;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;

/** A configuration with one listener and nothing else, and who talks to it. */
final class SubmissionListener {

    static final ListenerSpec SPEC =
            ListenerSpec.smtp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 465), "mx.example.org", 1 << 20);

    private static final InlineTable NOBODY = InlineTable.listOf("nobody", List.of());

    private SubmissionListener() {}

    static Configuration with(Submission submission) {
        return configuration(List.of(new Listener(SPEC, submission, Reception.OPEN, NOBODY, NOBODY)));
    }

    static Configuration configuration(List<Listener> listeners) {
        return new Configuration(
                1,
                listeners,
                SocketPolicy.USUAL,
                SessionLimits.defaults(),
                SubAddress.PLUS,
                List.of(),
                List.of(),
                new Ruleset(List.of()),
                Map.of(),
                Map.of(),
                1,
                Duration.ofDays(4),
                1,
                MdaLimits.DEFAULT,
                512,
                MtaLimits.STANDARD,
                RelayKeys.NONE);
    }

    /** A client under TLS. */
    static Peer client() {
        InetAddress here = InetAddress.getLoopbackAddress();
        return Peer.connected(here, here, "", SPEC.name()).withTls("TLSv1.3:x");
    }

    static InlineTable mapping(String name, String key, String value) {
        return new InlineTable(name, List.of(new InlineTable.Entry(key, value)));
    }
}
