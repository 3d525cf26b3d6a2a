package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.compile.Compilation;
import org.waybill.queue.core.dispatch.Lanes;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.jpa.RevisionStore;

/** The configuration in force on this node, swapped as a whole. */
@ApplicationScoped
public class ActiveConfiguration {

    private static final Logger LOG = Logger.getLogger(ActiveConfiguration.class.getName());

    private volatile @Nullable Configuration current;

    @Inject
    private RevisionStore revisions;

    @Inject
    private ConfigurationTexts texts;

    @Inject
    private MailQueue queue;

    @Inject
    private DispatchSender sender;

    @Inject
    private OwnKeyPairs keyPairs;

    /** Asks in its turn what is configured: found when it is needed, and not before. */
    @Inject
    private Instance<Lanes> lanes;

    /** @throws IllegalStateException before the first activation */
    public Configuration get() {
        Configuration configuration = current;
        if (configuration == null) {
            throw new IllegalStateException("no configuration is active yet");
        }
        return configuration;
    }

    /**
     * From now on this one counts; mail that was HELD for want of a name it has goes out, and mail that waits in memory for a
     * way that was closed need not go that way any more.
     */
    void activate(Configuration configuration) {
        keyPairs.ensure(configuration);
        current = configuration;
        int released = queue.releaseUnknown(configuration.actions().keySet(), Instant.now());
        LOG.log(Level.INFO, "revision {0} is active, {1} envelopes released", new Object[] {
            String.valueOf(configuration.revision()), String.valueOf(released)
        });
        lanes.get().openAll();
        sender.look();
    }

    /** Catches up with the revision that the database calls active: another node may have saved it. */
    void follow() {
        long active = revisions.activeNumber();
        Configuration known = current;
        if (known != null && known.revision() == active) {
            return;
        }
        revisions.get(active).ifPresent(revision -> {
            Compilation compilation = texts.compile(active, revision.text());
            if (compilation instanceof Compilation.Compiled compiled) {
                activate(compiled.configuration());
            } else {
                LOG.log(Level.SEVERE, "revision {0} cannot be used on this node; the last one stays in force", active);
            }
        });
    }
}
