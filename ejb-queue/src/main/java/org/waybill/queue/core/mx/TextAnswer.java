package org.waybill.queue.core.mx;

import java.util.List;

/** The TXT records of a name. */
public sealed interface TextAnswer {

    /** @param texts each with its strings joined; may be none */
    record Texts(List<String> texts) implements TextAnswer {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** @param reason for the log */
    record Unknown(String reason) implements TextAnswer {}
}
