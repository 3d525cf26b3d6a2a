package org.waybill.queue.agent.local;

import java.time.Duration;
import org.waybill.queue.core.expand.UserFiles;
import org.waybill.queue.core.users.User;

/**
 * Reads .forward files as their users, where the server may become them: most homes are closed to everybody else. Others are
 * read by the server itself, and so are the lists that aliases include.
 */
public final class SwitchedFiles implements UserFiles {

    private final SwitchUser switching;
    private final Helper helper;
    private final UserFiles ourselves;

    /**
     * @param limit for reading one file; the client waits for it
     * @param ourselves reads as the server
     */
    public SwitchedFiles(SwitchUser switching, Duration limit, UserFiles ourselves) {
        this.switching = switching;
        this.helper = new Helper(limit);
        this.ourselves = ourselves;
    }

    @Override
    public Forward forward(User user) {
        return switching.command(user) instanceof SwitchUser.Way.Through through
                        && !user.home().isEmpty()
                ? helper.forward(user, through)
                : ourselves.forward(user);
    }

    @Override
    public Included included(String path) {
        return ourselves.included(path);
    }
}
