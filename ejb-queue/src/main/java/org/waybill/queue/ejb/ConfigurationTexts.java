package org.waybill.queue.ejb;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.core.config.Document;
import org.waybill.queue.core.config.Parser;
import org.waybill.queue.core.config.TableDirective;
import org.waybill.queue.core.config.compile.Compilation;
import org.waybill.queue.core.config.compile.ConfigurationCompiler;
import org.waybill.queue.core.config.compile.Environment;
import org.waybill.queue.core.rules.LocalDomains;
import org.waybill.queue.host.IncludedFiles;
import org.waybill.queue.host.InterfaceAddresses;
import org.waybill.queue.host.ListenNames;
import org.waybill.queue.host.SystemUsers;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.tables.TableKinds;

/** Reads configuration texts for this machine. */
@ApplicationScoped
public class ConfigurationTexts {

    private static final Logger LOG = Logger.getLogger(ConfigurationTexts.class.getName());

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private TableKinds tables;

    @SuppressWarnings("NullAway.Init")
    private Environment environment;

    @PostConstruct
    void describeMachine() {
        InterfaceAddresses own = new InterfaceAddresses(clock);
        environment = new Environment(
                settings.hostname(),
                settings.home(),
                new IncludedFiles(settings.home()),
                tables,
                own,
                LocalDomains.of(settings.hostname(), own.addresses()),
                new SystemUsers(),
                new ListenNames(),
                Files::isReadable);
    }

    Compilation compile(long revision, String text) {
        Compilation compilation = new ConfigurationCompiler(environment).compile(revision, text);
        if (compilation instanceof Compilation.Compiled compiled) {
            compiled.warnings().forEach(warning -> LOG.log(Level.WARNING, "{0}", warning));
        }
        return compilation;
    }

    /** The tables of kind {@code db:} that a revision names. */
    Set<String> tablesOf(Optional<Revision> revision) {
        return revision.stream()
                .flatMap(known -> document(known.text()).allDirectives())
                .filter(TableDirective.class::isInstance)
                .map(directive -> ((TableDirective) directive).source())
                .filter(TableDirective.RowsSource.class::isInstance)
                .map(source -> ((TableDirective.RowsSource) source).address().value())
                .collect(Collectors.toSet());
    }

    /** The syntax tree of a text that has been checked before. */
    Document document(String text) {
        return new Parser(environment.includes()).parse("", text).document();
    }
}
