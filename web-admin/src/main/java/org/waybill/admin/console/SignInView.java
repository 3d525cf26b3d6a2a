package org.waybill.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.waybill.admin.security.ConsoleCredential;
import org.waybill.admin.security.ReturnPath;

/** The sign-in page, and the way out. */
@Named
@RequestScoped
public class SignInView {

    private SecurityContext security;
    private Notices notices;

    private String user = "";
    private String password = "";
    private String to = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected SignInView() {}

    @Inject
    public SignInView(SecurityContext security, Notices notices) {
        this.security = security;
        this.notices = notices;
    }

    @PostConstruct
    void readWhereTo() {
        to = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .getOrDefault("to", "");
    }

    public void signIn() {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        AuthenticationStatus status = security.authenticate(
                (HttpServletRequest) external.getRequest(),
                (HttpServletResponse) external.getResponse(),
                AuthenticationParameters.withParams()
                        .credential(new ConsoleCredential(user, password))
                        .newAuthentication(true));
        password = "";
        if (status == AuthenticationStatus.SUCCESS) {
            notices.goTo(ReturnPath.checked(to));
        } else {
            notices.refused("Signing in failed. After several failures wait a minute before you try again.");
        }
    }

    public void signOut() throws ServletException, IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        ((HttpServletRequest) external.getRequest()).logout();
        external.invalidateSession();
        external.redirect(external.getRequestContextPath() + "/signin.xhtml");
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** The page that was wanted; the form carries it along. */
    public String getTo() {
        return to;
    }
}
