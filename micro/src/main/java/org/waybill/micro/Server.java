package org.waybill.micro;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Payara Micro with the archives that lie in this very file, which it deploys in the order they lie in. */
final class Server {

    private static final String CONFIG = "configs.config.server-config.";
    private static final String HTTP_LISTENER =
            CONFIG + "network-config.network-listeners.network-listener.http-listener";

    private final PayaraMicroBoot payara;

    private Server(PayaraMicroBoot payara) {
        this.payara = payara;
    }

    /** Returns when everything has been deployed, or has failed to be: Payara does not tell. */
    static Server start(Home home, String address, int port) throws StartupException {
        List<String> arguments = List.of(
                "--nocluster",
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(port),
                "--prebootcommandfile",
                home.preBootCommands().toString(),
                "--rootdir",
                home.server().toString());
        try {
            Files.write(home.preBootCommands(), preBootCommands(address));
            return new Server(PayaraMicroLauncher.create(arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new StartupException("WAYBILL_HOME: cannot write " + home.preBootCommands() + ": " + e, e);
        } catch (Exception e) {
            throw new StartupException("The server did not start: " + e.getMessage() + "; see " + home.log(), e);
        }
    }

    /**
     * What Payara Micro has no option for, or does not do in spite of its option: with {@code --nohazelcast} alone a data
     * grid still starts, and listens on every address of the machine.
     */
    private static List<String> preBootCommands(String address) {
        return List.of(
                "set " + HTTP_LISTENER + ".address=" + address,
                "set " + CONFIG + "hazelcast-config-specific-configuration.enabled=false",
                "set " + CONFIG + "ejb-container.ejb-timer-service.ejb-timer-service=Dummy");
    }

    /**
     * Asks for what has really started. {@code getDeployedApplicationNames} also names an application that failed while it
     * started, and no call of Payara's throws then.
     */
    boolean runs(String application) {
        return payara.getRuntime().getLocalDescriptor().getDeployedApplications().stream()
                .anyMatch(deployed -> deployed.getName().equals(application));
    }
}
