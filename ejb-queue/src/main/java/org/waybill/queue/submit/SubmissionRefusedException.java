package org.waybill.queue.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mail was not taken. Nothing has been sent, and the transaction of the caller is as it was. */
public final class SubmissionRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final ArrayList<RefusedRecipient> refused;

    public SubmissionRefusedException(List<RefusedRecipient> refused) {
        super(refused.stream().map(RefusedRecipient::reply).collect(Collectors.joining("; ")));
        this.refused = new ArrayList<>(refused);
    }

    /** Who or what is the reason. */
    public List<RefusedRecipient> refused() {
        return List.copyOf(refused);
    }

    /** Whether the same mail may be taken later: not if one of the reasons is there to stay. */
    public boolean temporary() {
        return refused.stream().allMatch(RefusedRecipient::temporary);
    }
}
