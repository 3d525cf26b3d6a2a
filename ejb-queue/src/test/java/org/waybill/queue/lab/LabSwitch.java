package org.waybill.queue.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.waybill.queue.agent.local.ServerUser;
import org.waybill.queue.agent.local.SwitchUser;
import org.waybill.queue.core.users.User;

/** Everything in the laboratory belongs to whoever runs the tests, so they serve all of its users themselves. */
record LabSwitch() implements SwitchUser {

    static ServerUser server() {
        try {
            return ServerUser.ofProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Way command(User user) {
        return new Way.Directly();
    }

    @Override
    public Way files(User user) {
        return new Way.Directly();
    }
}
