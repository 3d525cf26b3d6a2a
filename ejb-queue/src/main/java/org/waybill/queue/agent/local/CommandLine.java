package org.waybill.queue.agent.local;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.users.User;

/**
 * How a command is started: by this process, or through another one that becomes the user.
 *
 * @param words all of them
 * @param environment of the first process
 * @param directory where it starts
 */
record CommandLine(List<String> words, Map<String, String> environment, Path directory) {

    /** What the reference gives its commands. */
    static final String PATH = "/usr/bin:/bin";

    /** Becomes nobody but the user, then starts the command in the home with its environment and nothing else. */
    private static final String AS_USER =
            """
            if [ "$(id -u)" != "$1" ] || [ "$1" = 0 ]; then
                echo "WAYBILL_USERS_SWITCH led to the user $(id -u), not to $1"
                exit 75
            fi
            # a capability that was handed on would make everybody root
            if [ -n "$(sed -n 's/^CapPrm:[[:space:]]*0*//p' /proc/self/status 2>/dev/null)" ]; then
                echo "WAYBILL_USERS_SWITCH leaves capabilities to the user $1"
                exit 75
            fi
            limit=$3
            cd "$2" 2>/dev/null || cd /
            shift 3
            exec timeout -s KILL "$limit" env -i "$@"
            """;

    /**
     * The command line for a way.
     *
     * @param command its words
     * @param environment all of it
     */
    static CommandLine of(
            SwitchUser.Way way, User user, List<String> command, Map<String, String> environment, Duration limit) {
        Path home = Path.of(user.home().isEmpty() ? "/" : user.home());
        if (way instanceof SwitchUser.Way.Through through) {
            List<String> words = new ArrayList<>(through.prefix());
            words.addAll(List.of("/bin/sh", "-c", AS_USER, "waybill-local", Long.toString(through.uid())));
            words.add(home.toString());
            words.add(ChildProcess.seconds(limit));
            environment.forEach((name, value) -> words.add(name + "=" + value));
            words.addAll(command);
            return new CommandLine(words, Map.of("PATH", PATH), Path.of("/"));
        }
        boolean there = Files.isDirectory(home) && Files.isExecutable(home);
        return new CommandLine(ChildProcess.withinTime(limit, command), environment, there ? home : Path.of("/"));
    }

    /** Whether the system can be given these words: in the locale C there is no name outside of ASCII. */
    boolean encodable() {
        Charset charset = Charset.defaultCharset();
        return words.stream().allMatch(word -> charset.newEncoder().canEncode(word))
                && environment.values().stream()
                        .allMatch(value -> charset.newEncoder().canEncode(value));
    }
}
