package org.waybill.queue.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.expand.UserFiles;
import org.waybill.queue.core.users.User;

/**
 * The script that touches users' files as these users, {@code waybill-local}: handed to a shell as text, so nothing has to
 * be installed.
 */
final class Helper {

    private final Duration limit;
    private final String script = script();

    Helper(Duration limit) {
        this.limit = limit;
    }

    private static String script() {
        try (InputStream in = Helper.class.getResourceAsStream("waybill-local")) {
            if (in == null) {
                throw new IllegalStateException("the script waybill-local is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a mail as the user. The script is told how long it is, so it takes no part of it for the whole.
     *
     * @param verb of the script
     * @param words behind the verb
     */
    Outcome deliver(
            String target,
            User user,
            SwitchUser.Way.Through way,
            LocalMessage.Writer mail,
            String verb,
            String... words) {
        try {
            List<String> command = words(verb);
            command.add(Long.toString(LocalMessage.length(mail)));
            command.addAll(List.of(words));
            ChildProcess.End end = run(user, way, command, mail);
            return end.status() == 0
                    ? new Outcome.Delivered(target, "250 2.0.0 Delivered")
                    : new Outcome.Deferred(target, ReplyText.oneLine("451 4.3.0 " + trouble(end)));
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot write as the user: " + Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(target, "451 4.3.2 The server is stopping");
        }
    }

    /** Reads the user's .forward file as the user. */
    UserFiles.Forward forward(User user, SwitchUser.Way.Through way) {
        try {
            ChildProcess.End end = run(user, way, words("forward", user.home()), nothing -> {});
            return end.status() == 0
                    ? answer(end.output())
                    : new UserFiles.Forward.Unavailable(".forward of '" + user.name() + "': " + trouble(end));
        } catch (IOException e) {
            return new UserFiles.Forward.Unavailable(".forward of '" + user.name() + "': " + Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new UserFiles.Forward.Unavailable("the server is stopping");
        }
    }

    /** A word, what it is about, and behind {@code lines} the file. */
    private static UserFiles.Forward answer(String output) {
        int end = output.indexOf('\n');
        String first = end < 0 ? output : output.substring(0, end);
        String about = first.substring(Math.min(first.length(), first.indexOf(' ') + 1));
        return switch (first.split(" ", 2)[0]) {
            case "none" -> new UserFiles.Forward.None();
            case "lines" ->
                new UserFiles.Forward.Lines(output.substring(end + 1).lines().toList());
            case "insecure" -> new UserFiles.Forward.Insecure(about);
            case "later" -> new UserFiles.Forward.Unavailable(about);
            default -> new UserFiles.Forward.Unavailable("waybill-local answered '" + ReplyText.oneLine(first) + "'");
        };
    }

    private List<String> words(String... verbAndWords) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "waybill-local"));
        command.addAll(List.of(verbAndWords));
        return command;
    }

    private ChildProcess.End run(User user, SwitchUser.Way.Through way, List<String> command, LocalMessage.Writer mail)
            throws IOException, InterruptedException {
        CommandLine line = CommandLine.of(way, user, command, Map.of("PATH", CommandLine.PATH), limit);
        if (!line.encodable()) {
            throw new IOException("the locale has no such name; set LANG=C.UTF-8");
        }
        return ChildProcess.run(line.words(), line.environment(), line.directory(), mail, limit);
    }

    private static String trouble(ChildProcess.End end) {
        return end.lastLine().isEmpty() ? "waybill-local ended with " + end.status() + " as the user" : end.lastLine();
    }
}
