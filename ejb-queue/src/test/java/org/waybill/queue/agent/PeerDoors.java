package org.waybill.queue.agent;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.waybill.queue.agent.MailPeer.Door;

/** Where a peer listens: at a port of its own for each door. */
record PeerDoors(Map<Door, Integer> ports) {

    static PeerDoors free() throws IOException {
        Map<Door, Integer> ports = new EnumMap<>(Door.class);
        for (Door door : Door.values()) {
            ports.put(door, Peers.freePort());
        }
        return new PeerDoors(ports);
    }

    int port(Door door) {
        return Objects.requireNonNull(ports.get(door));
    }

    Collection<Integer> all() {
        return ports.values();
    }

    /** A configuration with ports where it names doors, as in {@code {plain}}. */
    String fill(String configuration) {
        String filled = configuration;
        for (Door door : Door.values()) {
            String name = "{" + door.name().toLowerCase(Locale.ROOT) + "}";
            filled = filled.replace(name, String.valueOf(port(door)));
        }
        return filled;
    }
}
