package org.waybill.queue.agent;

import jakarta.mail.Session;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.waybill.queue.core.relay.RelayUrl.Schema;

/** What each schema of a relay URL means in Angus Mail's settings. */
final class RelaySessions {

    private final Map<Schema, Session> sessions = new EnumMap<>(Schema.class);

    /**
     * Settles all of them.
     *
     * @param heloName the argument of EHLO
     * @param verifying knows whom to trust
     */
    RelaySessions(String heloName, SSLContext verifying) {
        for (Schema schema : Schema.values()) {
            sessions.put(schema, Session.getInstance(settings(schema, heloName, verifying)));
        }
    }

    private static Properties settings(Schema schema, String heloName, SSLContext verifying) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.localhost", heloName);
        switch (schema) {
            case SMTP -> {
                settings.setProperty("mail.smtp.starttls.enable", "true");
                settings.setProperty("mail.smtp.ssl.trust", "*");
                settings.setProperty("mail.smtp.ssl.checkserveridentity", "false");
            }
            case TLS -> {
                settings.setProperty("mail.smtp.starttls.enable", "true");
                settings.setProperty("mail.smtp.starttls.required", "true");
                settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
                settings.put("mail.smtp.ssl.socketFactory", verifying.getSocketFactory());
            }
            case SMTPS, SSL, NOTLS, LMTP -> settings.setProperty("mail.smtp.starttls.enable", "false");
        }
        return settings;
    }

    Session of(Schema schema) {
        Session session = sessions.get(schema);
        if (session == null) {
            throw new AssertionError(schema);
        }
        return session;
    }
}
