package org.waybill.smtp.listener;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.waybill.smtp.SaslMechanism;

/**
 * Whether clients of a listener may or must sign in (RFC 4954). AUTH is offered inside TLS only.
 *
 * @param mode whether they may, or must
 * @param mechanisms those to offer; SCRAM only where the application has SCRAM secrets for all its users, because a client
 *     that sees it takes it
 * @param checksSender whether {@link SmtpListener#sender} is asked at MAIL FROM of a client that has signed in
 */
public record AuthPolicy(Mode mode, Set<SaslMechanism> mechanisms, boolean checksSender) {

    /** AUTH is not offered. */
    public static final AuthPolicy NONE = new AuthPolicy(Mode.NONE, Set.of(), false);

    /** Whether clients sign in. */
    public enum Mode {
        NONE,
        OPTIONAL,
        /** Mail is refused with 530 5.7.0 before it. */
        REQUIRED
    }

    public AuthPolicy {
        Objects.requireNonNull(mode);
        mechanisms = Set.copyOf(mechanisms);
        if (mode != Mode.NONE && mechanisms.isEmpty()) {
            throw new IllegalArgumentException("a listener with AUTH offers a mechanism");
        }
    }

    /** Where passwords can be checked, but nothing is known of them beforehand. */
    public static Set<SaslMechanism> passwordMechanisms() {
        return EnumSet.of(SaslMechanism.PLAIN, SaslMechanism.LOGIN);
    }
}
