package org.waybill.jms;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which broker to use, as the environment says. The container knows these settings before any application runs, so they
 * cannot be part of the configuration that Waybill keeps in its database.
 *
 * @param directory where the embedded broker keeps its journal
 * @param host the external broker's host, or null for the embedded one
 * @param port the external broker's port
 * @param user the name to log in with at the external broker, or null
 * @param password its password, or null
 */
record BrokerSettings(
        Path directory, @Nullable String host, int port, @Nullable String user, @Nullable String password) {

    private static final int DEFAULT_PORT = 61616;

    /** Reads system properties ({@code waybill.jms.host}) first, then the environment ({@code WAYBILL_JMS_HOST}). */
    static BrokerSettings ofThisProcess() {
        return from(name -> {
            String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
            return property != null ? property : System.getenv(name);
        });
    }

    static BrokerSettings from(UnaryOperator<@Nullable String> environment) {
        String home = orDefault(environment.apply("WAYBILL_HOME"), "waybill");
        Path directory = Path.of(home).toAbsolutePath().normalize().resolve("broker");
        return new BrokerSettings(
                directory,
                blankToNull(environment.apply("WAYBILL_JMS_HOST")),
                port(environment.apply("WAYBILL_JMS_PORT")),
                blankToNull(environment.apply("WAYBILL_JMS_USER")),
                blankToNull(environment.apply("WAYBILL_JMS_PASSWORD")));
    }

    /** Without the password: records are logged. */
    @Override
    public String toString() {
        return host == null ? "embedded broker in " + directory : "broker at " + host + ":" + port;
    }

    private static int port(@Nullable String text) {
        String value = orDefault(text, String.valueOf(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(value), e);
        }
        throw new IllegalArgumentException(refusal(value));
    }

    private static String refusal(String value) {
        return "WAYBILL_JMS_PORT is \"" + value + "\", but must be a port number from 1 to 65535";
    }

    private static String orDefault(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
