package org.waybill.smtp.listener;

import java.util.List;
import org.waybill.smtp.Network;

/**
 * Who may speak for other clients.
 *
 * @param proxies connections from here begin with a PROXY header, version 1 or 2, without which they are closed; to name
 *     all networks is to demand it from everybody
 * @param xclient sessions from here are offered XCLIENT
 */
public record TrustedSources(List<Network> proxies, List<Network> xclient) {

    /** Everybody speaks for himself. */
    public static final TrustedSources NONE = new TrustedSources(List.of(), List.of());

    public TrustedSources {
        proxies = List.copyOf(proxies);
        xclient = List.copyOf(xclient);
    }
}
