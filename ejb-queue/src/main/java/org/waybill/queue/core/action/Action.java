package org.waybill.queue.core.action;

import java.util.List;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.users.UserBase;

/**
 * The delivery half of an action: what an agent carries out. Resolved from its name at each attempt and never stored with
 * an envelope.
 */
public sealed interface Action {

    /** The word in the configuration: {@code maildir}, {@code relay}, {@code hold}, … */
    String kind();

    /**
     * Whether any octets can go this way, as BODY=BINARYMIME (RFC 3030) allows: without lines, and with a CR, LF or NUL
     * anywhere.
     */
    boolean carriesBinary();

    /**
     * Delivery to a user of this server, or to the command or file that the user names.
     *
     * @param method how
     * @param users who they are; asked at each attempt for the user's ids and home
     * @param user who the delivery is done as, whoever the recipient is; empty: the recipient
     * @param wrapper a command around the one of {@code mda}, which it contains as <code>%{mda}</code>; empty without one
     */
    record Local(LocalMethod method, UserBase users, String user, String wrapper) implements Action {

        /** Done as the recipient, without a wrapper. */
        public Local(LocalMethod method, UserBase users) {
            this(method, users, "", "");
        }

        @Override
        public String kind() {
            return method.kind();
        }

        @Override
        public boolean carriesBinary() {
            return method instanceof LocalMethod.Maildir;
        }
    }

    /** Relay to another host. */
    record Relay(RelayTarget target, RelayOptions options) implements Action {

        /** To the exchangers of the recipient's domain, without options. */
        public static Relay byExchangers() {
            return new Relay(RelayTarget.Exchangers.ALL, RelayOptions.USUAL);
        }

        /** To hosts in turn, at least one, without options. */
        public static Relay to(List<RelayUrl> urls) {
            return new Relay(
                    new RelayTarget.Hosts(new RelayHosts.Listed(urls), RelayTarget.Policy.ROUND_ROBIN),
                    RelayOptions.USUAL);
        }

        @Override
        public String kind() {
            return "relay";
        }

        @Override
        public boolean carriesBinary() {
            return false;
        }
    }

    /** Onto a queue or topic of the JMS broker. */
    record Jms(JmsDestination destination) implements Action {
        @Override
        public String kind() {
            return "jms";
        }

        @Override
        public boolean carriesBinary() {
            return true;
        }
    }

    /** Kept until an administrator releases it. */
    record Hold() implements Action {
        @Override
        public String kind() {
            return "hold";
        }

        @Override
        public boolean carriesBinary() {
            return true;
        }
    }

    /** Settled as delivered, kept in the history. */
    record Discard() implements Action {
        @Override
        public String kind() {
            return "discard";
        }

        @Override
        public boolean carriesBinary() {
            return true;
        }
    }
}
