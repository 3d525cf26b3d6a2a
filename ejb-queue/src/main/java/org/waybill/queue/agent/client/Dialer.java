package org.waybill.queue.agent.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Port: reaches other hosts. */
@FunctionalInterface
public interface Dialer {

    /** Over TCP, to where the address says. */
    Dialer TCP = (socket, sourceOrNull, remote, patience) -> {
        if (sourceOrNull != null) {
            socket.bind(new InetSocketAddress(sourceOrNull, 0));
        }
        socket.connect(remote, (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    };

    /**
     * Connects a socket.
     *
     * @param sourceOrNull which address of ours to come from; {@code null}: the system chooses
     * @param patience how long that may take
     * @throws IOException if there is nobody, or the source is not ours
     */
    void connect(Socket socket, @Nullable InetAddress sourceOrNull, InetSocketAddress remote, Duration patience)
            throws IOException;
}
