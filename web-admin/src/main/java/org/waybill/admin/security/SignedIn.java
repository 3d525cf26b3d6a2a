package org.waybill.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;

/**
 * What a console session knows of its user.
 *
 * @param name the account's name
 * @param roles at the time of signing in
 */
record SignedIn(String name, Set<String> roles) implements Serializable {

    private static final String ATTRIBUTE = SignedIn.class.getName();

    SignedIn {
        roles = Set.copyOf(roles);
    }

    static Optional<SignedIn> in(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
    }

    /** Remembers the user in a session with a new id, so that an id planted before is worth nothing (fixation). */
    void rememberIn(HttpServletRequest request) {
        if (request.getSession(false) == null) {
            request.getSession(true);
        } else {
            request.changeSessionId();
        }
        request.getSession().setAttribute(ATTRIBUTE, this);
    }
}
