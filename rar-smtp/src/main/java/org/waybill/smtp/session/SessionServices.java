package org.waybill.smtp.session;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.session.sasl.FakeSecrets;
import org.waybill.smtp.session.sasl.SignInThrottle;

/**
 * What the sessions of a server share.
 *
 * @param ids asked once at each MAIL
 * @param full asked once at each MAIL: whether there is no room for another mail
 * @param nonces for SCRAM: printable ASCII without commas, new and unguessable each time
 * @param fakes stand in for the secrets of users who have none
 * @param throttle remembers failed sign-ins
 */
public record SessionServices(
        Supplier<MessageId> ids,
        BooleanSupplier full,
        Supplier<String> nonces,
        FakeSecrets fakes,
        SignInThrottle throttle) {}
