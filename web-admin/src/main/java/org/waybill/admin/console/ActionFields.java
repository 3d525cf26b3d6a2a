package org.waybill.admin.console;

import java.io.Serializable;
import org.waybill.queue.console.ConfigurationConsole.ActionForm;

/** The fields of an action's form. */
public final class ActionFields implements Serializable {

    private String originalName = "";
    private String name = "";
    private String kind = "maildir";
    private String path = "";
    private String userbase = "";
    private String hosts = "";
    private String ttl = "";
    private String retry = "";
    private String description = "";

    static ActionFields of(ActionForm form) {
        ActionFields fields = new ActionFields();
        fields.originalName = form.originalName();
        fields.name = form.name();
        fields.kind = form.kind();
        fields.path = form.path();
        fields.userbase = form.userbase();
        fields.hosts = form.hosts().replaceAll("\\s*,\\s*", "\n");
        fields.ttl = form.ttl();
        fields.retry = form.retry();
        fields.description = form.description();
        return fields;
    }

    /** What was typed, without the fields that this kind does not have. */
    ActionForm toForm() {
        boolean maildir = kind.equals("maildir");
        boolean relay = kind.equals("relay");
        return new ActionForm(
                originalName,
                name.trim(),
                kind,
                maildir ? path.trim() : "",
                maildir ? userbase.trim() : "",
                relay ? hosts.trim() : "",
                ttl.trim(),
                retry.trim(),
                description.trim());
    }

    public String getOriginalName() {
        return originalName;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public String getUserbase() {
        return userbase;
    }

    public void setUserbase(String userbase) {
        this.userbase = userbase;
    }

    public String getHosts() {
        return hosts;
    }

    public void setHosts(String hosts) {
        this.hosts = hosts;
    }

    public String getTtl() {
        return ttl;
    }

    public void setTtl(String ttl) {
        this.ttl = ttl;
    }

    public String getRetry() {
        return retry;
    }

    public void setRetry(String retry) {
        this.retry = retry;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }
}
