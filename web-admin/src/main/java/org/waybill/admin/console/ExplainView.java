package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.queue.console.ExplainConsole;

/** Why a recipient would be answered as it would be. */
@Named
@ViewScoped
public class ExplainView implements Serializable {

    private ExplainConsole console;

    private final MailFields mail = new MailFields();
    private List<ExplainConsole.Answer> answer = List.of();

    /** The name of a field, a colon and a sentence. */
    private String trouble = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ExplainView() {}

    @Inject
    public ExplainView(ExplainConsole console) {
        this.console = console;
    }

    public void explain() {
        answer = List.of();
        trouble = "";
        try {
            answer = List.of(console.explain(mail.question()));
        } catch (IllegalArgumentException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    public MailFields getMail() {
        return mail;
    }

    /** What is wrong with a field; empty if nothing is. */
    public String trouble(String field) {
        String prefix = field + ": ";
        return trouble.startsWith(prefix) ? trouble.substring(prefix.length()) : "";
    }

    /** One answer, or none yet. */
    public List<ExplainConsole.Answer> getAnswer() {
        return answer;
    }

    /** For a rule's result in a sentence. */
    public static String words(ExplainConsole.Trial trial) {
        return switch (trial.result()) {
            case "MATCHES" -> "matches";
            case "UNDECIDED" -> "could not be decided";
            default -> "does not match";
        };
    }
}
