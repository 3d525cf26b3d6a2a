package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.TraceConsole;

/** Where a mail would go, found out by going there. */
@Named
@ViewScoped
public class TraceView implements Serializable {

    private TraceConsole console;
    private Operator operator;
    private Notices notices;

    private final MailFields mail = new MailFields();
    private String url = "";
    private String action = "";
    private List<TraceConsole.Answer> answer = List.of();

    /** The name of a field, a colon and a sentence. */
    private String trouble = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected TraceView() {}

    @Inject
    public TraceView(TraceConsole console, Operator operator, Notices notices) {
        this.console = console;
        this.operator = operator;
        this.notices = notices;
    }

    public void trace() {
        answer = List.of();
        trouble = "";
        String author = operator.author();
        try {
            Optional<TraceConsole.Answer> found =
                    console.trace(new TraceConsole.Question(mail.question(), url, action), author);
            answer = found.stream().toList();
            if (found.isEmpty()) {
                notices.refused(TraceConsole.BUSY);
            }
        } catch (IllegalArgumentException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** What is wrong with a field; empty if nothing is. */
    public String trouble(String field) {
        String prefix = field + ": ";
        return trouble.startsWith(prefix) ? trouble.substring(prefix.length()) : "";
    }

    /** One answer, or none yet. */
    public List<TraceConsole.Answer> getAnswer() {
        return answer;
    }

    public MailFields getMail() {
        return mail;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }
}
