package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.ReverseNames;
import org.waybill.queue.agent.local.SwitchUser;
import org.waybill.queue.agent.local.SwitchedFiles;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.auth.LimitedHashes;
import org.waybill.queue.auth.StoredHashes;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptSender;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.Authenticate;
import org.waybill.queue.core.CurrentListeners;
import org.waybill.queue.core.KeptBody;
import org.waybill.queue.core.Masquerade;
import org.waybill.queue.core.Watermark;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.submit.HeaderCompletion;
import org.waybill.queue.host.HomeFiles;
import org.waybill.queue.host.InterfaceAddresses;
import org.waybill.queue.settings.MxSettings;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;
import org.waybill.smtp.MessageIds;

/** Builds the verbs of mail that comes in. */
@ApplicationScoped
public class AcceptWiring {

    private static final Logger ACCEPT = Logger.getLogger("org.waybill.accept");

    /** A client waits for it. */
    private static final Duration FORWARD_PATIENCE = Duration.ofSeconds(10);

    private static final Duration DNS_PATIENCE = Duration.ofSeconds(15);

    /** A client waits for it, before the greeting. */
    private static final Duration REVERSE_NAME_PATIENCE = Duration.ofSeconds(4);

    @Inject
    private ActiveConfiguration active;

    @Produces
    @Singleton
    AcceptRecipient acceptRecipient(Settings settings, SwitchUser switching, Clock clock) {
        return new AcceptRecipient(
                active::get,
                settings.hostname(),
                new SwitchedFiles(switching, FORWARD_PATIENCE, new HomeFiles()),
                clock,
                reason -> ACCEPT.log(Level.INFO, "refused {0}", reason));
    }

    @Produces
    @Singleton
    AcceptMail acceptMail(MessageStore store, MailQueue queue, Settings settings, Clock clock) {
        HeaderCompletion completion = new HeaderCompletion(
                peer -> active.get().hostname(peer, settings.hostname()), new InterfaceAddresses(clock));
        return new AcceptMail(store, queue, new KeptBody(List.of(completion, new Masquerade(active::get))));
    }

    @Produces
    @Singleton
    Authenticate authenticate(ServerIdentityStores stores) {
        return new Authenticate(
                active::get,
                LimitedHashes.forThisMachine(new StoredHashes()),
                stores,
                reason -> ACCEPT.log(Level.INFO, "sign-in refused {0}", reason));
    }

    @Produces
    @Singleton
    AcceptSender acceptSender() {
        return new AcceptSender(active::get, reason -> ACCEPT.log(Level.INFO, "refused sender {0}", reason));
    }

    @Produces
    @Singleton
    AcceptStep acceptStep(NameServers names) {
        ReverseNames reverseNames = new ReverseNames(names, REVERSE_NAME_PATIENCE);
        return new AcceptStep(
                active::get,
                peer -> reverseNames.of(peer.address()),
                reason -> ACCEPT.log(Level.INFO, "step {0}", reason));
    }

    @Produces
    @Singleton
    CurrentListeners currentListeners() {
        return new CurrentListeners();
    }

    @Produces
    @Singleton
    Watermark watermark() {
        return new Watermark();
    }

    @Produces
    @Singleton
    MessageIds reportIds(Settings settings, Clock clock) {
        return new MessageIds(clock, settings.reportIdNode());
    }

    @Produces
    @Singleton
    NameServers nameServers(Settings settings, Clock clock) throws SettingsException {
        MxSettings mx = settings.mx();
        return mx.dnssec() == MxSettings.Dnssec.OFF
                ? NameServers.of(settings.dns(), DNS_PATIENCE)
                : NameServers.validating(
                        settings.dns(), DNS_PATIENCE, anchors(mx), mx.dnssec() == MxSettings.Dnssec.ON, clock);
    }

    private static TrustAnchors anchors(MxSettings mx) throws SettingsException {
        if (mx.anchors().isEmpty()) {
            return TrustAnchors.ofRoot(mx.insecure());
        }
        try {
            return TrustAnchors.ofFile(mx.anchors().get(), mx.insecure());
        } catch (IOException e) {
            throw new SettingsException(
                    "WAYBILL_DNSSEC_ANCHORS: " + mx.anchors().get() + ": " + e.getMessage());
        }
    }

    void close(@Disposes NameServers names) {
        names.close();
    }
}
