package org.waybill.admin.console;

import java.io.Serializable;
import java.util.Set;
import org.waybill.queue.console.ConfigurationConsole.ActionForm;

/** The fields of an action's form. */
public final class ActionFields implements Serializable {

    private static final Set<String> LOCAL = Set.of("mbox", "maildir", "mda", "lmtp", "expand-only", "forward-only");

    private String originalName = "";
    private String name = "";
    private String kind = "maildir";
    private String argument = "";
    private String userbase = "";
    private String hosts = "";
    private String policy = "";
    private String auth = "";
    private String others = "";
    private String ttl = "";
    private String retry = "";
    private String description = "";

    static ActionFields of(ActionForm form) {
        ActionFields fields = new ActionFields();
        fields.originalName = form.originalName();
        fields.name = form.name();
        fields.kind = form.kind();
        fields.argument = form.argument();
        fields.userbase = form.userbase();
        // a comma without a blank may be part of a URL
        fields.hosts = form.hosts().replaceAll(",\\s+", "\n");
        fields.policy = form.policy();
        fields.auth = form.auth();
        fields.others = form.others();
        fields.ttl = form.ttl();
        fields.retry = form.retry();
        fields.description = form.description();
        return fields;
    }

    /** What was typed, without the fields that this kind does not have. */
    ActionForm toForm() {
        return new ActionForm(
                originalName,
                name.trim(),
                kind,
                isArgued() ? argument.trim() : "",
                isLocal() ? userbase.trim() : "",
                isRelay() ? hosts.trim() : "",
                isRelay() ? policy : "",
                isRelay() ? auth.trim() : "",
                others.trim(),
                ttl.trim(),
                retry.trim(),
                description.trim());
    }

    /** Whether its recipients must be users of this server. */
    public boolean isLocal() {
        return LOCAL.contains(kind);
    }

    private boolean isRelay() {
        return kind.equals("relay");
    }

    /** Whether its method takes a path, a command or a target. */
    public boolean isArgued() {
        return !getArgumentLabel().isEmpty();
    }

    /** What its method takes; empty for nothing. */
    public String getArgumentLabel() {
        return switch (kind) {
            case "maildir" -> "Path";
            case "mda" -> "Command";
            case "lmtp" -> "Target";
            case "jms" -> "Queue or topic";
            default -> "";
        };
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

    public String getArgument() {
        return argument;
    }

    public void setArgument(String argument) {
        this.argument = argument;
    }

    public String getOthers() {
        return others;
    }

    public void setOthers(String others) {
        this.others = others;
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

    public String getPolicy() {
        return policy;
    }

    public void setPolicy(String policy) {
        this.policy = policy;
    }

    public String getAuth() {
        return auth;
    }

    public void setAuth(String auth) {
        this.auth = auth;
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
