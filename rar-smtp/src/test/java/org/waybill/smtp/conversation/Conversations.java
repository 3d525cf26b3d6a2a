package org.waybill.smtp.conversation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

/** What every form of the server must say alike: the scripts below {@code conversations}. */
public final class Conversations {

    private static final TlsIdentity NO_FILES =
            new TlsIdentity("mx.example.org", Path.of("none.crt"), Path.of("none.key"));

    private Conversations() {}

    /** Small limits, so that scripts can reach them; but a body may be as slow as it likes. */
    public static SessionLimits limits() {
        return new SessionLimits(
                50,
                20,
                2,
                2,
                6,
                Duration.ofMillis(1),
                20,
                3,
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                0);
    }

    public static ListenerSpec spec(TlsMode tls) {
        List<TlsIdentity> identities = tls == TlsMode.NONE ? List.of() : List.of(NO_FILES);
        return ListenerSpec.smtp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mx.example.org", 2_000)
                .withTag("tag")
                .withTls(new TlsPolicy(tls, identities));
    }

    /** All of them, each with its setting. */
    public static List<Conversation> all() {
        return Arrays.stream(Setting.values()).flatMap(Conversations::of).toList();
    }

    private static Stream<Conversation> of(Setting setting) {
        URL directory = Objects.requireNonNull(
                Conversations.class.getResource("/conversations/" + setting.directory()), setting::directory);
        try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
            return files.sorted().map(file -> read(setting, file)).toList().stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("no scripts in " + directory, e);
        }
    }

    private static Conversation read(Setting setting, Path file) {
        try {
            String script = Files.readString(file);
            int end = script.indexOf('\n');
            String name = setting.directory() + ": " + script.substring(0, end).replaceFirst("^# ", "");
            return Conversation.parse(name, setting, script.substring(end + 1));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
