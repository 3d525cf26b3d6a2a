package org.waybill.admin.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Comes before every request. {@code web.xml} says which paths are open; for the others {@code /api} asks for HTTP Basic,
 * and never looks at a session, so that no page of another site can act through a signed-in browser; all else asks for a
 * session and sends those without to the sign-in page. The sign-in page itself comes through here with the credential that
 * it was given.
 */
@ApplicationScoped
public class ConsoleAuthentication implements HttpAuthenticationMechanism {

    private SignIn signIn;

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ConsoleAuthentication() {}

    @Inject
    public ConsoleAuthentication(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Credential offered = context.getAuthParameters().getCredential();
        if (offered != null) {
            return fromSignInPage(offered, request, context);
        }
        ResponseHeadersFilter.apply(request, response);
        return isApi(request) ? basic(request, response, context) : session(request, response, context);
    }

    private AuthenticationStatus fromSignInPage(
            Credential credential, HttpServletRequest request, HttpMessageContext context) {
        if (!(signIn.attempt(credential, request.getRemoteAddr()) instanceof SignIn.Answer.Welcome welcome)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        new SignedIn(welcome.name(), welcome.roles()).rememberIn(request);
        return context.notifyContainerAboutLogin(welcome.name(), welcome.roles());
    }

    private AuthenticationStatus basic(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (!context.isProtected()) {
            return context.doNothing();
        }
        SignIn.Answer answer = BasicCredentials.in(request.getHeader("Authorization"))
                .map(credential -> signIn.attempt(credential, request.getRemoteAddr()))
                .orElse(new SignIn.Answer.No());
        if (answer instanceof SignIn.Answer.Welcome welcome) {
            return context.notifyContainerAboutLogin(welcome.name(), welcome.roles());
        }
        if (answer instanceof SignIn.Answer.Later later) {
            return Refusal.tooManyAttempts(response, later.delay());
        }
        return Refusal.askForBasic(response);
    }

    private static AuthenticationStatus session(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        SignedIn user = SignedIn.in(request).orElse(null);
        if (user != null) {
            return context.notifyContainerAboutLogin(user.name(), user.roles());
        }
        return context.isProtected() ? Refusal.toSignInPage(request, response) : context.doNothing();
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().equals("/api");
    }
}
