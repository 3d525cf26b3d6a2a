package org.waybill.admin.console;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.console.QueueConsole.Filter;

/** The search fields of the queue page. */
public final class FilterFields implements Serializable {

    private String id = "";
    private String sender = "";
    private String recipient = "";
    private String action = "";
    private String state = "";
    private String domain = "";
    private String age = "";

    /** @throws IllegalArgumentException with a sentence if the age is none */
    Filter toFilter(Instant now) {
        return new Filter(
                id.trim(), sender.trim(), recipient.trim(), action.trim(), state, domain.trim(), acceptedBefore(now));
    }

    private String acceptedBefore(Instant now) {
        if (age.isBlank()) {
            return "";
        }
        Duration length = Length.parse(age)
                .orElseThrow(() -> new IllegalArgumentException("An age is written as 30m, 2h or 7d."));
        return now.minus(length).toString();
    }

    /** The filter in words: {@code sender contains "x", state HELD}; empty if it lets everything through. */
    static String inWords(Filter filter) {
        List<String> words = new ArrayList<>();
        add(words, "id begins with", filter.id());
        add(words, "sender contains", filter.sender());
        add(words, "recipient contains", filter.recipient());
        add(words, "action is", filter.action());
        add(words, "state is", filter.state());
        add(words, "domain is", filter.domain());
        add(words, "accepted before", filter.acceptedBefore());
        return String.join(", ", words);
    }

    private static void add(List<String> words, String what, String value) {
        if (!value.isEmpty()) {
            words.add(what + " \"" + value + "\"");
        }
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getSender() {
        return sender;
    }

    public void setSender(String sender) {
        this.sender = sender;
    }

    public String getRecipient() {
        return recipient;
    }

    public void setRecipient(String recipient) {
        this.recipient = recipient;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    public String getAge() {
        return age;
    }

    public void setAge(String age) {
        this.age = age;
    }

    public String getState() {
        return state;
    }

    /** @param state null when "any" is chosen: a menu has no empty value */
    public void setState(@Nullable String state) {
        this.state = state == null ? "" : state;
    }
}
