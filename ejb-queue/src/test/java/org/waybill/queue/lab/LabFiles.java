package org.waybill.queue.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.waybill.queue.sendmail.Sendmail;

/**
 * Where a case keeps its files: homes stand for those below {@code /home}, one directory for {@code @DIR@}, another for
 * {@code /var/mail}. Texts of the case are written with the real paths, and what is found is told with those of the case.
 */
final class LabFiles {

    private static final List<String> USERS =
            List.of("alice", "bob", "carol", "dave", "erin", "frank", "vmail", "root");

    private static final Pattern CHOWN = Pattern.compile("chown [^;&|]*");

    private static final String SENDMAIL_BY_PATH = "exec -a sendmail @SENDMAIL@";

    private static final Pattern MBOX_MAIL = Pattern.compile("^From ", Pattern.MULTILINE);

    private final LabKeys keys;
    private final Path root;
    private final Map<Path, String> known = new HashMap<>();

    LabFiles(LabKeys keys, Path root) throws IOException {
        this.keys = keys;
        this.root = root;
        for (String name : List.of("dir", "mail", "data", "spool")) {
            Files.createDirectories(root.resolve(name));
        }
        writeSendmail();
        for (String user : USERS) {
            Files.setPosixFilePermissions(Files.createDirectories(home(user)), permissions(0755));
        }
    }

    private void writeSendmail() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Sendmail.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        Path script = Files.createDirectories(root.resolve("bin")).resolve("sendmail");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -cp '" + classes + "' "
                        + Sendmail.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(script, permissions(0755));
    }

    Path home(String user) {
        return root.resolve("home").resolve(user);
    }

    Path mailSpool() {
        return root.resolve("mail");
    }

    Path data() {
        return root.resolve("data");
    }

    Path incoming() {
        return root.resolve("spool");
    }

    /** With the real paths. */
    String real(String text) {
        return text.replace("@DIR@", root.resolve("dir").toString())
                .replace("/home/", root.resolve("home") + "/")
                .replace("/var/mail/", root.resolve("mail") + "/");
    }

    /** With the paths of the case. */
    String told(String text) {
        return text.replace(root.resolve("dir").toString(), "@DIR@")
                .replace(root.resolve("home").toString(), "/home")
                .replace(root.resolve("mail").toString(), "/var/mail");
    }

    /**
     * Lays out what a phase begins with.
     */
    void prepare(LabCase.Phase phase) throws IOException {
        for (Map.Entry<String, LabCase.File> file : phase.files().entrySet()) {
            write(Path.of(real(file.getKey())), file.getValue());
        }
        for (Map.Entry<String, LabCase.File> forward : phase.forwards().entrySet()) {
            write(home(forward.getKey()).resolve(".forward"), forward.getValue());
        }
        for (String command : phase.prepare()) {
            shell(CHOWN.matcher(command).replaceAll("true"));
        }
        remember();
    }

    private void write(Path file, LabCase.File content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, real(pem(content.text())));
        String mode = content.mode().isEmpty() ? "644" : content.mode();
        Files.setPosixFilePermissions(file, permissions(Integer.parseInt(mode, 8)));
    }

    private String pem(String text) {
        if (!text.startsWith("<PEM: ")) {
            return text;
        }
        try {
            return text.contains("private key") ? keys.key() : keys.certificate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode >> (all.length - 1 - bit) & 1) == 1) {
                set.add(all[bit]);
            }
        }
        return set;
    }

    /** Runs a command as this machine's users do, who have a sendmail. */
    void shell(String command) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", real(command.replace(SENDMAIL_BY_PATH, "sendmail")));
        shell.environment().put("WAYBILL_HOME", data().toString());
        shell.environment().compute("PATH", (name, path) -> root.resolve("bin") + ":" + path);
        Process process = shell.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was delivered into files since {@link #prepare}, and still lies there, one line for each. */
    List<String> deliveries() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : changed()) {
            String name = told(file.toString());
            Path parent = Objects.requireNonNull(file.getParent());
            if (file.startsWith(mailSpool())) {
                Matcher mails = MBOX_MAIL.matcher(content(file));
                mails.results().forEach(mail -> found.add("mbox " + file.getFileName()));
            } else if (parent.endsWith("new")) {
                found.add("maildir " + told(parent.toString()));
            } else {
                found.add("file " + name);
            }
        }
        return found;
    }

    private List<Path> changed() throws IOException {
        List<Path> changed = new ArrayList<>();
        for (String top : List.of("dir", "home", "mail")) {
            try (Stream<Path> files = Files.walk(root.resolve(top))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (!content(file).equals(known.get(file))) {
                        changed.add(file);
                    }
                }
            }
        }
        return changed;
    }

    /** From now on what lies here counts as not delivered. */
    private void remember() throws IOException {
        for (Path file : changed()) {
            known.put(file, content(file));
        }
    }

    /** What a case calls {@code mbox USER}, or a path; empty if there is no such file. */
    String text(String name) {
        Path file = name.startsWith("mbox ") ? mailSpool().resolve(name.substring(5)) : Path.of(real(name));
        return Files.isRegularFile(file) ? told(content(file)) : "";
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
