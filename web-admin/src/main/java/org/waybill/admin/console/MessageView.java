package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.EnvelopeView;

/** One message: its envelopes and what was tried. */
@Named
@ViewScoped
public class MessageView implements Serializable {

    private QueueConsole queue;

    private String id = "";
    private QueueConsole.@Nullable MessageView message;
    private List<EnvelopeView> selected = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected MessageView() {}

    @Inject
    public MessageView(QueueConsole queue) {
        this.queue = queue;
    }

    public void open(String messageId) {
        id = messageId.trim();
    }

    /** Comes before each rendering, so that the page is never older than its orders. */
    public void refresh() {
        message = queue.message(id).orElse(null);
        selected = message == null ? List.of() : message.envelopes();
    }

    public String getId() {
        return id;
    }

    /** Null for an id that nobody knows any more. */
    public QueueConsole.@Nullable MessageView getMessage() {
        return message;
    }

    public List<EnvelopeView> getSelected() {
        return selected;
    }

    public void setSelected(List<EnvelopeView> selected) {
        this.selected = List.copyOf(selected);
    }
}
