package org.waybill.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.core.config.Problem;

/** Revisions in memory; a text with the word {@code wrong} is invalid. */
public final class FakeConfiguration implements ConfigurationConsole {

    public final List<Revision> revisions = new ArrayList<>();
    public final List<ActionSummary> actions = new ArrayList<>();
    public final List<String> orders = new ArrayList<>();
    public final List<ListenerView> listeners = new ArrayList<>();
    public Optional<ActionForm> form = Optional.empty();

    public FakeConfiguration(String... texts) {
        for (String text : texts) {
            add(text, "somebody", "");
        }
    }

    public long add(String text, String author, String comment) {
        long number = revisions.size() + 1L;
        revisions.add(new Revision(new RevisionSummary(number, Instant.EPOCH, author, comment, true), text));
        return number;
    }

    @Override
    public Revision active() {
        return revisions.get(revisions.size() - 1);
    }

    @Override
    public List<RevisionSummary> history(long before, int limit) {
        return IntStream.iterate(revisions.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(i -> revisions.get(i).summary())
                .filter(summary -> before == 0 || summary.number() < before)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Revision> revision(long number) {
        return number < 1 || number > revisions.size()
                ? Optional.empty()
                : Optional.of(revisions.get((int) number - 1));
    }

    @Override
    public List<Problem> validate(String text) {
        return text.contains("wrong")
                ? List.of(new Problem("", 1, 1, "this is wrong", "something right", "Correct it"))
                : List.of();
    }

    @Override
    public SaveResult save(String text, long expectedActive, String author, String comment) {
        if (expectedActive != revisions.size()) {
            return new SaveResult.Conflict(revisions.size());
        }
        List<Problem> problems = validate(text);
        return problems.isEmpty() ? new SaveResult.Saved(add(text, author, comment)) : new SaveResult.Invalid(problems);
    }

    @Override
    public List<ActionSummary> actions() {
        return actions;
    }

    @Override
    public Optional<ActionForm> action(String name) {
        return form.filter(known -> known.name().equals(name));
    }

    @Override
    public SaveResult saveAction(ActionForm saved, long expectedActive, String author) {
        orders.add("save " + saved);
        return save("action " + saved.name(), expectedActive, author, "");
    }

    @Override
    public SaveResult deleteAction(String name, long expectedActive, String author) {
        orders.add(author + ": delete " + name);
        return save("", expectedActive, author, "");
    }

    @Override
    public int applyNow(String action, String author) {
        orders.add(author + ": apply " + action);
        return 3;
    }

    @Override
    public List<ListenerView> listeners() {
        return listeners;
    }
}
