package org.waybill.admin.security;

import jakarta.security.enterprise.credential.AbstractClearableCredential;

/**
 * A name and a password given to the console. No other kind of credential on purpose: the console's accounts are nobody's
 * but the console's, and identity stores that are deployed for mail users are not asked about administrators.
 */
public final class ConsoleCredential extends AbstractClearableCredential {

    private final String name;
    private String password;

    public ConsoleCredential(String name, String password) {
        this.name = name;
        this.password = password;
    }

    public String name() {
        return name;
    }

    /** Empty once it has been cleared. */
    public String password() {
        return password;
    }

    @Override
    protected void clearCredential() {
        password = "";
    }
}
