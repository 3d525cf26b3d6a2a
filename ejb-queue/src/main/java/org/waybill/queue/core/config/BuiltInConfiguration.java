package org.waybill.queue.core.config;

/** The configuration of a server that was given none: local mail into maildirs, relay for local and authenticated clients. */
public final class BuiltInConfiguration {

    private static final String TEXT =
            """
            # Waybill's built-in configuration: safe to start with, on the loopback interface only.
            # The first rule that matches decides about a recipient; without one it is refused.

            # Who has a mailbox here. More of them: add names, or name a file with table users file:PATH
            table users { "postmaster", "demo" }

            # Where mail comes in. To serve the world: listen on 0.0.0.0 port 25 tls pki NAME
            listen on 127.0.0.1 port 2525

            # What can be done with mail. A queued mail keeps the name only: an edited action reaches it too.
            action "local" maildir "mail/%{user.username}" userbase <users>
            action "outbound" relay

            # Anybody may write to the users of this server's own name ...
            match from any for local action "local"

            # ... and whoever is on this machine or has signed in may write to the world.
            match from local for any action "outbound"
            match auth from any for any action "outbound"
            """;

    private BuiltInConfiguration() {}

    /** The text, in canonical form. */
    public static String text() {
        return TEXT;
    }
}
