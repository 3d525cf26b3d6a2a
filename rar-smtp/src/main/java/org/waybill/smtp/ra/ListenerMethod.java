package org.waybill.smtp.ra;

import java.lang.reflect.Method;
import java.util.List;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.SmtpListener;

/** The methods of {@link SmtpListener} in the form in which a container wants them announced before each call. */
enum ListenerMethod {
    LISTENERS("listeners", ListenerPlan.class),
    LISTENING("listening", ListenerReport.class),
    RECIPIENT("recipient", RecipientRequest.class),
    COMMIT("commit", List.class);

    private final Method method;

    ListenerMethod(String name, Class<?> parameter) {
        try {
            this.method = SmtpListener.class.getMethod(name, parameter);
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    Method method() {
        return method;
    }
}
