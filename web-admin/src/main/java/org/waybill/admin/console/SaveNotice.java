package org.waybill.admin.console;

import org.waybill.queue.console.ConfigurationConsole.SaveResult;

/** Says what came of saving. */
final class SaveNotice {

    private SaveNotice() {}

    /**
     * @param what completes "…: revision 8 is active."
     * @return whether it was saved
     */
    static boolean tell(Notices notices, SaveResult result, String what) {
        if (result instanceof SaveResult.Saved saved) {
            notices.done(what + ": revision " + saved.revision() + " is active.");
            return true;
        }
        if (result instanceof SaveResult.Invalid invalid) {
            notices.problems(invalid.problems());
            return false;
        }
        if (result instanceof SaveResult.Conflict conflict) {
            notices.refused("Nothing was saved: somebody else made revision " + conflict.active()
                    + " active meanwhile. Look at it, then save again.");
            return false;
        }
        throw new AssertionError(result);
    }
}
