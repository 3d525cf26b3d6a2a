package org.waybill.queue.core.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table in a file of its own; {@link TableText} has the format. Every look-up first asks whether the file has changed;
 * a changed one is read and takes effect as a whole or not at all. While it is broken or gone the last good contents
 * stay, and an alarm tells of it; a table that never had good contents is unavailable.
 *
 * <p>Replace the file by renaming a new one over it: a file that is written in place may be read half-way.
 */
public final class FileTable implements LookupTable {

    private final String name;
    private final Path path;
    private final TableSource source;

    private volatile State state = new State.Unread("not read yet");
    /** The version that {@link #state} was made of, or that was refused; null before the first and after a failure. */
    private volatile TableSource.@Nullable Stamp considered;

    /** The last alarm while the trouble lasts, else empty. Guarded by this. */
    private String trouble = "";

    public FileTable(String name, Path path, TableSource source) {
        this.name = name;
        this.path = path;
        this.source = source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer lookup(String key) {
        return answer(entries -> entries.lookup(key));
    }

    @Override
    public Answer match(Service service, String key) {
        return answer(entries -> entries.match(service, key));
    }

    private Answer answer(Function<TableEntries, Answer> question) {
        State latest = current();
        return latest instanceof State.Read read
                ? question.apply(read.entries())
                : new Answer.Unavailable(latest.trouble());
    }

    @Override
    public Contents contents() {
        return contents(State.Read::list);
    }

    @Override
    public Contents values() {
        return contents(State.Read::values);
    }

    private Contents contents(Function<State.Read, Contents> reading) {
        State latest = current();
        return latest instanceof State.Read read ? reading.apply(read) : new Contents.Unavailable(latest.trouble());
    }

    private State current() {
        try {
            TableSource.Stamp stamp = source.stamp(path);
            if (!stamp.equals(considered)) {
                reload(stamp);
            }
        } catch (IOException e) {
            considered = null;
            alarm(String.valueOf(e.getMessage()));
        }
        return state;
    }

    private synchronized void reload(TableSource.Stamp stamp) throws IOException {
        if (stamp.equals(considered)) {
            return;
        }
        List<String> lines = source.lines(path);
        if (!source.stamp(path).equals(stamp)) {
            // somebody is writing: what was read may be half of it, the next look-up tries again
            return;
        }
        considered = stamp;
        try {
            TableText text = TableText.parse(lines);
            state = new State.Read(
                    new TableEntries(text.entries(), text.list()),
                    new Contents.Values(text.list()),
                    new Contents.Values(text.entries().stream()
                            .map(InlineTable.Entry::value)
                            .toList()));
            trouble = "";
        } catch (IllegalArgumentException e) {
            alarm(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void alarm(String reason) {
        String text = path + ": " + reason;
        if (!(state instanceof State.Read)) {
            state = new State.Unread(text);
        }
        if (!text.equals(trouble)) {
            trouble = text;
            source.alarm("table <" + name + ">: " + text
                    + (state instanceof State.Read ? "; the old contents stay in use" : ""));
        }
    }

    private sealed interface State {

        String trouble();

        record Unread(String trouble) implements State {}

        record Read(TableEntries entries, Contents list, Contents values) implements State {
            @Override
            public String trouble() {
                return "";
            }
        }
    }
}
