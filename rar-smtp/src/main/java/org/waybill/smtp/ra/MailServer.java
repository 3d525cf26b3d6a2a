package org.waybill.smtp.ra;

import java.time.Duration;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;

/** What an activation needs of the network. */
interface MailServer {

    /** Opens, changes and closes listeners; the same plan again costs little and brings what has failed or changed since. */
    ListenerReport apply(ListenerPlan plan);

    /** Stops accepting and gives transactions under way their time. */
    void drain(Duration grace);

    void close();
}
