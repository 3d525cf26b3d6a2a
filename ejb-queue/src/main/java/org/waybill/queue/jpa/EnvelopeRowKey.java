package org.waybill.queue.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of {@code envelope}, in the form that JPA 3.0 demands: a class with public access. */
public class EnvelopeRowKey implements Serializable {

    private static final long serialVersionUID = 1;

    private long messageId;
    private int number;

    public EnvelopeRowKey() {}

    EnvelopeRowKey(long messageId, int number) {
        this.messageId = messageId;
        this.number = number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvelopeRowKey key && key.messageId == messageId && key.number == number;
    }

    @Override
    public int hashCode() {
        return Objects.hash(messageId, number);
    }
}
