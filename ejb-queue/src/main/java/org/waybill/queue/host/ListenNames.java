package org.waybill.queue.host;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.waybill.queue.core.config.compile.ListenAddresses;

/** What {@code listen on} names on this machine: an interface, else an address or a host name. */
public final class ListenNames implements ListenAddresses {

    @Override
    public Answer resolve(String name) {
        try {
            NetworkInterface device = NetworkInterface.getByName(name);
            if (device != null) {
                List<InetAddress> addresses = device.inetAddresses().toList();
                return addresses.isEmpty()
                        ? new Answer.Unknown("the interface " + name + " has no address")
                        : new Answer.Addresses(addresses);
            }
            return new Answer.Addresses(List.of(InetAddress.getAllByName(name)));
        } catch (UnknownHostException e) {
            return new Answer.Unknown("there is no interface, address or host of that name");
        } catch (SocketException e) {
            return new Answer.Unknown("this machine's interfaces cannot be listed: " + e.getMessage());
        }
    }
}
