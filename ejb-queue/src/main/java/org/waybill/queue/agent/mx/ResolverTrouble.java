package org.waybill.queue.agent.mx;

import java.io.IOException;

/** A name server answered that it cannot answer. */
final class ResolverTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    ResolverTrouble(String code) {
        super(code);
    }
}
