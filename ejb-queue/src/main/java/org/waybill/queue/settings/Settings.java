package org.waybill.queue.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What must be known before the application runs, from environment variables {@code WAYBILL_…} or, first, system properties
 * {@code waybill.…}. Checked as a whole: whatever is wrong stops the start with one line that names the setting.
 *
 * @param home the data directory: database, spool, mail, keys, logs
 * @param configuration the configuration text to import, when it is there
 * @param configurationDemanded whether that file must be there because it was named
 * @param httpPort the console's port
 * @param httpAddress the address the console listens on
 * @param hostname this server's name in greetings, headers and reports
 * @param dns {@code host:port} of name servers, empty for the system's
 * @param adminPassword of the console's user {@code admin}, empty for a random one at first start
 * @param viewerPassword of the console's user {@code viewer}, empty for none
 * @param node this node's number, 0 to 511
 * @param mailSpool the directory of the system's mailboxes
 * @param usersSwitch the words before a command that make it another user's, empty if the server never is anybody else
 * @param mx how other domains' wishes about the security of their mail are treated
 */
public record Settings(
        Path home,
        Path configuration,
        boolean configurationDemanded,
        int httpPort,
        String httpAddress,
        String hostname,
        List<HostPort> dns,
        String adminPassword,
        String viewerPassword,
        int node,
        Path mailSpool,
        String usersSwitch,
        MxSettings mx) {

    private static final String HOST_NAME =
            "(?=.{1,255}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*";

    /** A name server. */
    public record HostPort(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    public Settings {
        dns = List.copyOf(dns);
    }

    /** Reads the settings of this process. */
    public static Settings ofProcess() throws SettingsException {
        return from(Settings::ofProcess);
    }

    /** The data directory of this process; for commands, which need nothing else. */
    public static Path homeOfProcess() throws SettingsException {
        return path("WAYBILL_HOME", Settings::ofProcess, Path.of("waybill"));
    }

    /** The value of one setting of this process, empty if it is not set: the system property, else the environment. */
    private static String ofProcess(String name) {
        String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'), "");
        if (!property.isEmpty()) {
            return property;
        }
        String variable = System.getenv(name);
        return variable == null ? "" : variable;
    }

    /**
     * Reads all settings.
     *
     * @param environment the value under a name such as {@code WAYBILL_HOME}, empty if it is not set
     * @throws SettingsException with one line that names the setting
     */
    public static Settings from(UnaryOperator<String> environment) throws SettingsException {
        Path home = path("WAYBILL_HOME", environment, Path.of("waybill"));
        if (Files.exists(home) && !Files.isDirectory(home)) {
            throw new SettingsException("WAYBILL_HOME: " + home + " is not a directory");
        }
        Path configuration = path("WAYBILL_CONF", environment, home.resolve("waybill.conf"));
        boolean demanded = !environment.apply("WAYBILL_CONF").isEmpty();
        if (demanded && !Files.isReadable(configuration)) {
            throw new SettingsException("WAYBILL_CONF: there is no readable file " + configuration);
        }
        return new Settings(
                home,
                configuration,
                demanded,
                number("WAYBILL_HTTP_PORT", environment, 8080, 1, 65535),
                address("WAYBILL_HTTP_ADDRESS", environment),
                hostname(environment),
                dns(environment),
                password("WAYBILL_ADMIN_PASSWORD", environment),
                password("WAYBILL_VIEWER_PASSWORD", environment),
                number("WAYBILL_NODE", environment, 0, 0, 511),
                path("WAYBILL_MAIL_SPOOL", environment, Path.of("/var/mail")),
                usersSwitch(environment),
                MxSettings.from(environment));
    }

    /** The node in the ids of mail that comes in. */
    public int mailIdNode() {
        return node * 2;
    }

    /** The node in the ids of reports and of mail from inside, which another generator hands out in the same process. */
    public int reportIdNode() {
        return node * 2 + 1;
    }

    /** Makes the data directory, readable by its owner only. */
    public void createHome() throws SettingsException {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new SettingsException("WAYBILL_HOME: cannot make " + home + " (" + e.getMessage() + ")");
        }
        if (!Files.isWritable(home)) {
            throw new SettingsException("WAYBILL_HOME: " + home + " is not writable");
        }
    }

    private static Path path(String name, UnaryOperator<String> environment, Path otherwise) throws SettingsException {
        String text = environment.apply(name);
        try {
            return (text.isEmpty() ? otherwise : Path.of(text)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new SettingsException(name + ": '" + text + "' is not a path");
        }
    }

    private static int number(String name, UnaryOperator<String> environment, int otherwise, int least, int most)
            throws SettingsException {
        String text = environment.apply(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new SettingsException(
                name + ": expected a number from " + least + " to " + most + ", not '" + text + "'");
    }

    private static String address(String name, UnaryOperator<String> environment) throws SettingsException {
        String text = environment.apply(name);
        if (text.isEmpty()) {
            return "127.0.0.1";
        }
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(name + ": '" + text + "' is not an address of this machine");
        }
    }

    private static String hostname(UnaryOperator<String> environment) throws SettingsException {
        String text = environment.apply("WAYBILL_HOSTNAME");
        if (text.isEmpty()) {
            return machineName();
        }
        if (!text.matches(HOST_NAME)) {
            throw new SettingsException("WAYBILL_HOSTNAME: '" + text + "' is not a host name");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
            return name.matches(HOST_NAME) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static List<HostPort> dns(UnaryOperator<String> environment) throws SettingsException {
        String text = environment.apply("WAYBILL_DNS");
        List<HostPort> servers = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            String host = colon < 0 ? part : part.substring(0, colon);
            String port = colon < 0 ? "53" : part.substring(colon + 1);
            if (!host.trim().matches("[A-Za-z0-9.:\\[\\]-]+") || !port.trim().matches("[0-9]{1,5}")) {
                throw new SettingsException("WAYBILL_DNS: expected host:port[,host:port], not '" + text + "'");
            }
            servers.add(new HostPort(host.trim(), Integer.parseInt(port.trim())));
        }
        return servers;
    }

    private static String password(String name, UnaryOperator<String> environment) throws SettingsException {
        String text = environment.apply(name);
        if (!text.isEmpty() && text.length() < 8) {
            throw new SettingsException(name + ": a password has at least 8 characters");
        }
        return text;
    }

    private static String usersSwitch(UnaryOperator<String> environment) throws SettingsException {
        String text = environment.apply("WAYBILL_USERS_SWITCH").strip();
        if (!text.isEmpty() && !text.contains("{uid}") && !text.contains("{user}")) {
            throw new SettingsException("WAYBILL_USERS_SWITCH: expected a command with {uid} or {user}, such as"
                    + " sudo -n -u #{uid} --, not '" + text + "'");
        }
        return text;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "Settings[home=" + home + ", http=" + httpAddress + ":" + httpPort + ", hostname=" + hostname + "]";
    }
}
