package org.waybill.admin.console;

import java.io.Serializable;
import org.waybill.queue.console.ExplainConsole;

/** The fields of a form that stand for a mail and the session that it comes in. */
public class MailFields implements Serializable {

    private static final long serialVersionUID = 1L;

    private String client = "";
    private String helo = "";
    private boolean tls;
    private String user = "";
    private String tag = "";
    private String sender = "";
    private String recipient = "";

    ExplainConsole.Question question() {
        return new ExplainConsole.Question(client, helo, tls, user, tag, sender, recipient);
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client;
    }

    public String getHelo() {
        return helo;
    }

    public void setHelo(String helo) {
        this.helo = helo;
    }

    public boolean isTls() {
        return tls;
    }

    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getTag() {
        return tag;
    }

    public void setTag(String tag) {
        this.tag = tag;
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
}
