package org.waybill.queue.core.action;

import java.util.List;
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

    /** Relay to the exchangers of the recipient's domain (RFC 5321 §5.1). */
    record RelayMx(RelayOptions options) implements Action {

        /** Without options. */
        public RelayMx() {
            this(RelayOptions.USUAL);
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

    /** Relay to given hosts, in the order of the policy (here: in turn, passing over those that cannot be reached). */
    record RelayHost(RelayHosts hosts, RelayOptions options) implements Action {

        /** Relay to hosts written in the configuration, at least one, without options. */
        public RelayHost(List<RelayUrl> urls) {
            this(new RelayHosts.Listed(urls), RelayOptions.USUAL);
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
