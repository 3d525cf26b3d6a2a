package org.waybill.smtp.ra;

import java.lang.reflect.Method;
import java.util.List;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SmtpListener;
import org.waybill.smtp.listener.StepRequest;

/** The methods of {@link SmtpListener} in the form in which a container wants them announced before each call. */
record ListenerMethod(Method method) {

    static final ListenerMethod LISTENERS = of("listeners", ListenerPlan.class);
    static final ListenerMethod LISTENING = of("listening", ListenerReport.class);
    static final ListenerMethod STEP = of("step", StepRequest.class);
    static final ListenerMethod PASSWORD = of("password", PasswordRequest.class);
    static final ListenerMethod SCRAM = of("scram", ScramRequest.class);
    static final ListenerMethod SENDER = of("sender", SenderRequest.class);
    static final ListenerMethod RECIPIENT = of("recipient", RecipientRequest.class);
    static final ListenerMethod COMMIT = of("commit", List.class);

    private static ListenerMethod of(String name, Class<?> parameter) {
        try {
            return new ListenerMethod(SmtpListener.class.getMethod(name, parameter));
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
