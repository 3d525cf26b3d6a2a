package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;
import org.waybill.queue.core.config.Problem;

/** The configuration's text in an editor. What was typed stays, whatever comes of saving. */
@Named
@ViewScoped
public class ConfigurationView implements Serializable {

    private ConfigurationConsole configuration;
    private Operator operator;
    private Notices notices;

    private long base;
    private long other;
    private String text = "";
    private String comment = "";
    private List<Problem> problems = List.of();
    private List<LineDiff.Line> difference = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ConfigurationView() {}

    @Inject
    public ConfigurationView(ConfigurationConsole configuration, Operator operator, Notices notices) {
        this.configuration = configuration;
        this.operator = operator;
        this.notices = notices;
    }

    public void load() {
        Revision active = configuration.active();
        base = active.summary().number();
        text = active.text();
    }

    public void validate() {
        problems = configuration.validate(unix());
        if (problems.isEmpty()) {
            notices.done("No problems: this text can be saved.");
        }
    }

    public void save() {
        SaveResult result = configuration.save(unix(), base, operator.author(), comment.trim());
        problems = result instanceof SaveResult.Invalid invalid ? invalid.problems() : List.of();
        if (result instanceof SaveResult.Conflict conflict) {
            other = conflict.active();
            compare();
        } else if (problems.isEmpty() && SaveNotice.tell(notices, result, "Saved")) {
            notices.goTo("/configuration.xhtml");
        }
    }

    /** Shows what saving over the other's revision would undo and do. */
    private void compare() {
        difference = LineDiff.between(configuration.active().text(), unix()).withContext(3);
    }

    /** Saves over a revision that the author has been shown. */
    public void saveOver() {
        base = other;
        other = 0;
        difference = List.of();
        save();
    }

    /** Browsers send CR LF. */
    private String unix() {
        return text.replace("\r\n", "\n");
    }

    public long getBase() {
        return base;
    }

    /** The revision that came in between; 0 if none did. */
    public long getOther() {
        return other;
    }

    public RevisionSummary getOtherSummary() {
        return configuration.active().summary();
    }

    public List<LineDiff.Line> getDifference() {
        return difference;
    }

    public List<Problem> getProblems() {
        return problems;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = comment;
    }
}
