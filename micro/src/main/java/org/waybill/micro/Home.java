package org.waybill.micro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory {@code WAYBILL_HOME}, held by this process alone. What the server unpacks lies in {@code run/}, which
 * every start begins by emptying: a server that finds its old domain deploys each application twice, and one that was
 * killed leaves its files behind.
 */
final class Home {

    private final Path directory;

    /** Held until the process ends; a garbage-collected channel would give the lock away. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final FileLock lock;

    private Home(Path directory, FileLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static Home prepare(Path directory) throws StartupException {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Home home = new Home(absolute, lock(absolute));
            home.layOut();
            return home;
        } catch (IOException | UncheckedIOException e) {
            throw new StartupException("WAYBILL_HOME: cannot use the directory " + absolute + ": " + e, e);
        }
    }

    /** What Payara unpacks itself into. */
    Path server() {
        return directory.resolve("run/server");
    }

    Path preBootCommands() {
        return directory.resolve("run/pre-boot-commands.txt");
    }

    Path loggingProperties() {
        return directory.resolve("run/logging.properties");
    }

    Path log() {
        return directory.resolve("logs/waybill.log");
    }

    /** What is written to the standard streams after the start, by whoever bypasses the loggers. */
    Path console() {
        return directory.resolve("logs/console.log");
    }

    private static FileLock lock(Path directory) throws IOException, StartupException {
        FileChannel file = FileChannel.open(
                directory.resolve("waybill.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw new StartupException("WAYBILL_HOME: another Waybill is running in " + directory);
        }
        return lock;
    }

    private void layOut() throws IOException {
        deleteTree(directory.resolve("run"));
        Path temporary = Files.createDirectories(directory.resolve("run/tmp"));
        Files.createDirectories(server());
        Files.createDirectories(directory.resolve("logs"));
        try (InputStream properties = Home.class.getResourceAsStream("logging.properties")) {
            Files.copy(Objects.requireNonNull(properties), loggingProperties(), StandardCopyOption.REPLACE_EXISTING);
        }
        // the resource adapters and the application read the same setting, and must not resolve it differently
        System.setProperty("waybill.home", directory.toString());
        System.setProperty("java.io.tmpdir", temporary.toString());
        // whose own default is the home directory of the user, which a service may not have
        System.setProperty("jna.tmpdir", temporary.toString());
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
