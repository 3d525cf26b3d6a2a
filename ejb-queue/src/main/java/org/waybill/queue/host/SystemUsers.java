package org.waybill.queue.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;

/**
 * The users of the operating system, asked through {@code getent passwd}: whatever its name service switch knows counts, so
 * also users in LDAP.
 */
public final class SystemUsers implements UserBase {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_ANSWER = 8192;

    private static final int NO_SUCH_KEY = 2;

    /** What useradd takes, and capital letters; digits alone would be looked up as a number. */
    private static final Pattern NAME = Pattern.compile("(?![0-9]+$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private static final Pattern ENTRY =
            Pattern.compile("(?<name>[^:]+):[^:]*:(?<uid>[0-9]{1,10}):(?<gid>[0-9]{1,10}):[^:]*:(?<home>[^:]*):[^:]*");

    private final List<String> getent;

    public SystemUsers() {
        this(List.of("getent", "passwd"));
    }

    /** @param getent the command that takes a name and prints an entry of passwd(5) */
    SystemUsers(List<String> getent) {
        this.getent = List.copyOf(getent);
    }

    @Override
    public String description() {
        return "the system's users";
    }

    @Override
    public Answer find(String name) {
        if (!NAME.matcher(name).matches()) {
            return new Answer.Missing();
        }
        try {
            return ask(name);
        } catch (IOException e) {
            return new Answer.Unavailable("the system's users cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("the system's users were not waited for");
        }
    }

    private Answer ask(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(getent);
        command.add(name);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            // one entry fits into a pipe: the process never waits for us
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Unavailable("getent did not answer within " + PATIENCE.toSeconds() + " s");
            }
            if (process.exitValue() == NO_SUCH_KEY) {
                return new Answer.Missing();
            }
            return process.exitValue() == 0 ? entry(read(process)) : failed(process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Answer failed(int status) {
        return new Answer.Unavailable("getent passwd ended with status " + status);
    }

    private static String read(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8).stripTrailing();
        }
    }

    private static Answer entry(String line) {
        Matcher matcher = ENTRY.matcher(line);
        if (!matcher.matches()) {
            return new Answer.Unavailable("getent passwd answered '" + line.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        User.Account account =
                new User.Account.Unix(Long.parseLong(matcher.group("uid")), Long.parseLong(matcher.group("gid")));
        String home = matcher.group("home");
        return new Answer.Found(new User(matcher.group("name"), account, home.startsWith("/") ? home : ""));
    }
}
