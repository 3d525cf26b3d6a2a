package org.waybill.queue.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of {@code secret_entry}, in the form that JPA 3.0 demands: a class with public access. */
public class SecretKey implements Serializable {

    private static final long serialVersionUID = 1;

    private String setName = "";
    private String label = "";

    public SecretKey() {}

    SecretKey(String setName, String label) {
        this.setName = setName;
        this.label = label;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey key && key.setName.equals(setName) && key.label.equals(label);
    }

    @Override
    public int hashCode() {
        return Objects.hash(setName, label);
    }
}
