package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.core.config.BuiltInConfiguration;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.config.compile.Compilation;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;

/**
 * The configuration of the start: the file beside the server when it differs from what was last imported, else the active
 * revision, else the built-in one.
 */
@ApplicationScoped
public class StartupConfiguration {

    private static final String AUTHOR = "system";

    @Inject
    private RevisionStore revisions;

    @Inject
    private ConfigurationTexts texts;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private Clock clock;

    void activate(Settings settings) throws SettingsException {
        Optional<String> file = read(settings);
        if (file.isPresent() && !hash(file.get()).equals(revisions.importHash())) {
            String name = settings.configuration().toString();
            compile(name, 0, file.get());
            revisions.saveImport(file.get(), hash(file.get()), AUTHOR, "imported from " + name, clock.instant());
        } else if (revisions.activeNumber() == 0) {
            revisions.save(BuiltInConfiguration.text(), 0, AUTHOR, "built in", clock.instant());
        }
        Revision revision = revisions.active().orElseThrow(() -> new IllegalStateException("no revision is active"));
        long number = revision.summary().number();
        active.activate(compile("revision " + number, number, revision.text()).configuration());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<String> read(Settings settings) throws SettingsException {
        Path file = settings.configuration();
        if (!settings.configurationDemanded() && !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException("WAYBILL_CONF: cannot read " + file + " (" + e + ")");
        }
    }

    private Compilation.Compiled compile(String name, long number, String text) throws SettingsException {
        Compilation compilation = texts.compile(number, text);
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled;
        }
        List<Problem> problems = ((Compilation.Invalid) compilation).problems();
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        throw new SettingsException("WAYBILL_CONF: " + name + ": " + problems.get(0) + more);
    }
}
