package org.waybill.queue.lab;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.waybill.queue.agent.Agents;
import org.waybill.queue.agent.FreshMemory;
import org.waybill.queue.agent.MxHosts;
import org.waybill.queue.agent.RelayAgent;
import org.waybill.queue.agent.client.KeyFiles;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.local.LocalAgent;
import org.waybill.queue.agent.local.LocalPatience;
import org.waybill.queue.agent.local.LocalPlaces;
import org.waybill.queue.core.config.Configuration;

/**
 * The agents of the laboratory's server, as the server itself has them, but for its network and users.
 *
 * @param active the configuration as it is now
 */
record LabAgents(LabFiles files, Clock clock, Supplier<Configuration> active) {

    private static final int SMTP_PORT = 25;

    Agents over(LabNetwork network) throws GeneralSecurityException {
        MxHosts hosts = new MxHosts(network.names(), LabServer.HOSTNAME, SMTP_PORT, new Random(1));
        return new Agents(
                new LocalAgent(
                        new LocalPlaces(files.data(), files.mailSpool(), LabServer.HOSTNAME),
                        new LabUsers(files),
                        LabSwitch.server(),
                        new LabSwitch(),
                        () -> active.get().mdaLimits(),
                        network,
                        clock,
                        LocalPatience.STANDARD),
                new RelayAgent(
                        hosts,
                        LabServer.HOSTNAME,
                        sessions(network),
                        FreshMemory.of(() -> active.get().mtaLimits(), clock),
                        result -> {}),
                (action, job) -> Map.of());
    }

    private RelaySessions sessions(LabNetwork network) throws GeneralSecurityException {
        RelayKeys keys = new KeyFiles(
                pki -> Optional.ofNullable(active.get().keyPairs().get(pki)),
                ca -> Optional.ofNullable(active.get().authorities().get(ca)));
        return new RelaySessions(network, keys, RelayTimeouts.STANDARD, network.watchdog(), clock);
    }
}
