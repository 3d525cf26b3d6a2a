package org.waybill.micro;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.sendmail.Sendmail;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;

/**
 * Starts Waybill by {@code java -jar waybill.jar}, or carries out a command ({@link Encrypt}, {@link ConvertConfig},
 * {@link Sendmail}). The terminal gets either the application's report that it is ready
 * (and the process stays), or one line that says what to change (and exit code 1); the server's own talk goes to the log.
 */
public final class Main {

    private static final String APPLICATION = "waybill";

    private Main() {}

    /** Takes no arguments, or a command: every setting is an environment variable or a system property. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            if (arguments.length > 0 && arguments[0].equals(Encrypt.COMMAND)) {
                Encrypt.run(List.of(arguments).subList(1, arguments.length), out);
                return;
            }
            if (arguments.length > 0 && arguments[0].equals(ConvertConfig.COMMAND)) {
                ConvertConfig.run(List.of(arguments).subList(1, arguments.length), out);
                return;
            }
            if (arguments.length > 0 && arguments[0].equals(Sendmail.COMMAND)) {
                System.exit(Sendmail.run(List.of(arguments).subList(1, arguments.length)));
            }
            out.println(start());
            // ends the block, so that whoever reads it need not guess
            out.println();
            out.flush();
        } catch (SettingsException | StartupException e) {
            err.println(e.getMessage());
            err.flush();
            // runs the shutdown hook in which Payara stops whatever has started
            System.exit(1);
        }
    }

    private static String start() throws SettingsException, StartupException {
        Settings settings = Settings.ofProcess();
        requireFreePort(settings.httpAddress(), settings.httpPort());
        settings.createHome();
        Home home = Home.prepare(settings.home());
        // before the first logger of the server exists, so that not even its first line gets to the terminal
        redirectOutput(home);
        System.setProperty(StartupReport.LAUNCHER, "true");
        try {
            Server server = Server.start(home, settings.httpAddress(), settings.httpPort());
            return StartupReport.await(() -> server.runs(APPLICATION), home.log());
        } catch (StartupException e) {
            // the terminal gets the line, the log also what is behind it
            Logger.getLogger(Main.class.getName()).log(Level.SEVERE, e.getMessage(), e);
            throw e;
        }
    }

    /** Payara would log the failure and run on without its console. */
    private static void requireFreePort(String address, int port) throws StartupException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (BindException e) {
            throw new StartupException(
                    "WAYBILL_HTTP_PORT: cannot listen on port " + port + " of " + address + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartupException(
                    "WAYBILL_HTTP_ADDRESS: cannot listen on \"" + address + "\": " + e.getMessage(), e);
        }
    }

    private static void redirectOutput(Home home) throws StartupException {
        System.setProperty(
                "java.util.logging.config.file", home.loggingProperties().toString());
        try {
            PrintStream console = new PrintStream(
                    Files.newOutputStream(
                            home.console(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
                    true,
                    StandardCharsets.UTF_8);
            System.setOut(console);
            System.setErr(console);
        } catch (IOException e) {
            throw new StartupException("WAYBILL_HOME: cannot write " + home.console() + ": " + e.getMessage(), e);
        }
    }
}
