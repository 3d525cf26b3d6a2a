package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.SelfSigned;
import org.waybill.queue.pki.SelfSignedKeys;

/** Makes the key pairs of {@code pki NAME self-signed}, before their listeners open and before they expire. */
@ApplicationScoped
public class OwnKeyPairs {

    private static final Logger LOG = Logger.getLogger(OwnKeyPairs.class.getName());

    private final SelfSignedKeys keys = new SelfSignedKeys();

    @Inject
    private Clock clock;

    /** What cannot be made is logged; the listener that needs it then says so too, and stays closed. */
    void ensure(Configuration configuration) {
        for (SelfSigned wanted : configuration.selfSigned()) {
            try {
                if (keys.ensure(wanted, clock.instant())) {
                    LOG.log(Level.INFO, "made the key pair of pki {0} for {1}", new Object[] {
                        wanted.identity().name(), String.join(", ", wanted.hostnames())
                    });
                }
            } catch (IOException e) {
                LOG.log(Level.SEVERE, "cannot make the key pair of pki {0}: {1}", new Object[] {
                    wanted.identity().name(), e.toString()
                });
            }
        }
    }
}
