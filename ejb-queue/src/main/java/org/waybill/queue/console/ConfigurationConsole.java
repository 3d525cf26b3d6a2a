package org.waybill.queue.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.core.config.Problem;

/**
 * What an administrator may see and change of the configuration. There is one model, the text: a form edits the syntax
 * tree of the active text and saves what comes out as a new revision.
 */
public interface ConfigurationConsole {

    Revision active();

    /**
     * Revisions without their texts, newest first.
     *
     * @param before only those with a smaller number, 0 for all
     */
    List<RevisionSummary> history(long before, int limit);

    Optional<Revision> revision(long number);

    /** All problems of a text; none means that it could be saved. */
    List<Problem> validate(String text);

    /**
     * Saves a text as a new revision and makes it active, in the whole or not at all.
     *
     * @param expectedActive the revision that the author saw; when another one is active by now nothing is saved
     */
    SaveResult save(String text, long expectedActive, String author, String comment);

    List<ActionSummary> actions();

    /** The form of an action; empty if there is none of that name. */
    Optional<ActionForm> action(String name);

    /** Saves a form: a new action if its original name is empty, else that action is changed or renamed. */
    SaveResult saveAction(ActionForm form, long expectedActive, String author);

    SaveResult deleteAction(String name, long expectedActive, String author);

    /**
     * Makes exactly the queued envelopes that name this action due now.
     *
     * @return how many
     */
    int applyNow(String action, String author);

    /** The listeners of the active revision, one line each: address, tag, TLS, and whether it is open. */
    List<ListenerView> listeners();

    record RevisionSummary(long number, Instant created, String author, String comment, boolean active) {}

    record Revision(RevisionSummary summary, String text) {}

    record ListenerView(String address, String tag, String tls, String hostname, boolean open, String failure) {}

    /**
     * One action in the list.
     *
     * @param kind the word of its method: mbox, maildir, relay, …
     * @param text its canonical line
     * @param rules how many rules choose it
     * @param envelopes how many queued envelopes name it; names that only envelopes know have no text and 0 rules
     */
    record ActionSummary(String name, String kind, String text, int rules, long envelopes) {}

    /**
     * The fields of an action; those that its kind does not have are empty.
     *
     * @param originalName the name it has now, empty for a new one
     * @param name the name it shall have
     * @param kind the word of its method: mbox, maildir, relay, …
     * @param argument maildir: the path; mda: the command; lmtp: the target
     * @param userbase local methods: the table of users; empty for the system's
     * @param hosts relay: URLs separated by commas or lines; empty for the domain's exchangers
     * @param policy relay: which of several hosts comes first; empty for the default
     * @param auth relay: the table of credentials; empty without
     * @param others options that have no field, as they are written in the text
     * @param ttl such as {@code 4d}, empty for the default
     * @param retry such as {@code 5m,15m,1h}, empty for the default
     * @param description for people
     */
    record ActionForm(
            String originalName,
            String name,
            String kind,
            String argument,
            String userbase,
            String hosts,
            String policy,
            String auth,
            String others,
            String ttl,
            String retry,
            String description) {}

    /** What came of saving. */
    sealed interface SaveResult {
        record Saved(long revision) implements SaveResult {}

        /** Nothing was saved. */
        record Invalid(List<Problem> problems) implements SaveResult {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** Nothing was saved: another revision became active meanwhile. */
        record Conflict(long active) implements SaveResult {}
    }
}
