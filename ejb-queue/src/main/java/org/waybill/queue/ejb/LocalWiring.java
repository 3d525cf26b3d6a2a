package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.SubmitMail;
import org.waybill.queue.core.Watermark;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.settings.Settings;
import org.waybill.smtp.MessageIds;

/** Builds what takes mail from inside of this server. */
@ApplicationScoped
public class LocalWiring {

    @Inject
    private ActiveConfiguration active;

    @Inject
    private LocalMailBean localMail;

    @Produces
    @Singleton
    SubmitMail submitMail(
            Settings settings,
            MessageIds ids,
            Watermark watermark,
            AcceptStep acceptStep,
            AcceptRecipient acceptRecipient,
            AcceptMail acceptMail,
            Clock clock) {
        return new SubmitMail(
                active::get,
                settings.hostname(),
                ids::next,
                () -> watermark.accepting() && settings.home().toFile().getUsableSpace() > Listening.MINIMUM_FREE,
                new SubmitMail.Verbs(acceptStep::accept, acceptRecipient::accept, acceptMail),
                clock);
    }

    @Produces
    @Singleton
    LocalIntake localIntake() {
        return new LocalIntake(() -> active.get().maxMessageSize(), localMail::submit);
    }
}
