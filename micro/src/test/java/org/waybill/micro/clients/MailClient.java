package org.waybill.micro.clients;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program or library that sends mail: a row of the matrix.
 *
 * @param needs programs, or paths if there is a slash in them
 * @param leastSecurity what it uses where the mode does not ask for TLS
 * @param cannot modes that are not in its nature, and why
 * @param manners modes that it does in a way worth knowing
 */
record MailClient(
        String name,
        Sender sender,
        List<String> needs,
        Security leastSecurity,
        Map<Mode, String> cannot,
        Map<Mode, String> manners) {

    static MailClient of(String name, Sender sender, String... needs) {
        return new MailClient(name, sender, List.of(needs), Security.PLAIN, Map.of(), Map.of());
    }

    MailClient alwaysWithTls() {
        return new MailClient(name, sender, needs, Security.STARTTLS, cannot, manners);
    }

    MailClient cannot(Mode mode, String why) {
        return new MailClient(name, sender, needs, leastSecurity, with(cannot, mode, why), manners);
    }

    MailClient does(Mode mode, String how) {
        return new MailClient(name, sender, needs, leastSecurity, cannot, with(manners, mode, how));
    }

    Security security(Mode mode) {
        return mode.security() == Security.PLAIN ? leastSecurity : mode.security();
    }

    /** What this machine lacks for it. */
    List<String> missing() {
        return needs.stream().filter(need -> !isThere(need)).toList();
    }

    private static boolean isThere(String need) {
        if (need.contains("/")) {
            return Files.exists(Path.of(need));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, need)));
    }

    private static Map<Mode, String> with(Map<Mode, String> map, Mode mode, String text) {
        Map<Mode, String> more = new LinkedHashMap<>(map);
        more.put(mode, text);
        return more;
    }

    @Override
    public String toString() {
        return name;
    }
}
