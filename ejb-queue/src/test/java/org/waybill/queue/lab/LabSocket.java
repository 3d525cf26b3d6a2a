package org.waybill.queue.lab;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.local.LocalSocket;
import org.waybill.queue.local.OfflineMails;
import org.waybill.queue.sendmail.Places;

/** Where the cases' sendmail finds the server while that runs, and leaves its mail while it does not. */
final class LabSocket implements AutoCloseable {

    private final Places places;
    private final LocalIntake intake;
    private final LabNetwork network;
    private final Consumer<String> log;
    private @Nullable LocalSocket open;

    LabSocket(Places places, LocalIntake intake, LabNetwork network, Consumer<String> log) {
        this.places = places;
        this.intake = intake;
        this.network = network;
        this.log = log;
    }

    void open() throws IOException {
        close();
        open = LocalSocket.open(
                places.socket(),
                intake,
                network.threads(),
                network.watchdog(),
                trouble -> log.accept(trouble.toString()));
        OfflineMails offline = new OfflineMails(places.offline(), intake, log);
        offline.prepare();
        offline.takeIn();
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
