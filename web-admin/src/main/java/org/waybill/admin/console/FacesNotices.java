package org.waybill.admin.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Notices as Faces messages, kept over a redirect. */
@ApplicationScoped
public class FacesNotices implements Notices {

    @Override
    public void done(String sentence) {
        say(FacesMessage.SEVERITY_INFO, sentence);
    }

    @Override
    public void refused(String sentence) {
        say(FacesMessage.SEVERITY_ERROR, sentence);
    }

    private static void say(FacesMessage.Severity severity, String sentence) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, sentence, null));
    }

    @Override
    public void goTo(String page) {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.getFlash().setKeepMessages(true);
        try {
            external.redirect(external.getRequestContextPath() + page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
