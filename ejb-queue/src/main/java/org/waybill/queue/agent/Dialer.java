package org.waybill.queue.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Port: reaches other hosts. */
@FunctionalInterface
public interface Dialer {

    /** Over TCP, to where the address says. */
    Dialer TCP = (socket, remote, patience) ->
            socket.connect(remote, (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));

    /**
     * Connects a socket.
     *
     * @param patience how long that may take
     * @throws IOException if there is nobody
     */
    void connect(Socket socket, InetSocketAddress remote, Duration patience) throws IOException;
}
