package org.waybill.admin.security;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The answers to those who have not signed in. */
final class Refusal {

    private static final String PARTIAL =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"%s\"/></partial-response>";

    private Refusal() {}

    static AuthenticationStatus askForBasic(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Waybill\", charset=\"UTF-8\"");
        return json(response, HttpServletResponse.SC_UNAUTHORIZED, "sign in with HTTP Basic");
    }

    /** RFC 6585 §4. */
    static AuthenticationStatus tooManyAttempts(HttpServletResponse response, Duration wait) {
        response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
        return json(response, 429, "too many failed attempts from your address: wait and try again");
    }

    private static AuthenticationStatus json(HttpServletResponse response, int status, String error) {
        response.setStatus(status);
        return write(response, "application/json", "{\"error\":\"" + error + "\"}");
    }

    /** A page is redirected; a script of a page that outlived its session is told to load the sign-in page. */
    static AuthenticationStatus toSignInPage(HttpServletRequest request, HttpServletResponse response) {
        String page = request.getContextPath() + "/signin.xhtml";
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            return write(response, "text/xml", PARTIAL.formatted(page));
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", page + "?to=" + URLEncoder.encode(wanted(request), StandardCharsets.UTF_8));
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static String wanted(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return "/";
        }
        String path = request.getServletPath();
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    private static AuthenticationStatus write(HttpServletResponse response, String type, String body) {
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        try {
            response.getWriter().write(body);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
