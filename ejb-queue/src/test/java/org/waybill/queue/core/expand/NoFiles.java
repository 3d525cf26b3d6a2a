package org.waybill.queue.core.expand;

import org.waybill.queue.core.users.User;

/** A machine on which nobody has a .forward file and no list can be read. */
public record NoFiles() implements UserFiles {

    @Override
    public Forward forward(User user) {
        return new Forward.None();
    }

    @Override
    public Included included(String path) {
        return new Included.Unavailable(path + " is no file");
    }
}
