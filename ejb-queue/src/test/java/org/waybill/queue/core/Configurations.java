package org.waybill.queue.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.RelayKeys;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.listener.SessionLimits;

/** Configurations that say one thing. */
public final class Configurations {

    private Configurations() {}

    /** How mail from inside is taken. */
    public static Configuration of(SocketPolicy socket, long maxMessageSize) {
        return new Configuration(
                1,
                List.of(),
                socket,
                SessionLimits.defaults(),
                SubAddress.PLUS,
                List.of(),
                List.of(),
                new Ruleset(List.of()),
                Map.of(),
                Map.of(),
                maxMessageSize,
                Duration.ofDays(4),
                1_000_000,
                MdaLimits.DEFAULT,
                512,
                MtaLimits.STANDARD,
                RelayKeys.NONE);
    }
}
