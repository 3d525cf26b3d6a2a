package org.waybill.queue.core.config.compile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Parsed;
import org.waybill.queue.core.config.Parser;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.config.Problems;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.config.RelayKeys;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;

/**
 * Text to {@link Configuration}, in the whole or not at all. A text with statements that cannot be read is checked as far
 * as it can be, so that all its problems are told at once.
 */
public final class ConfigurationCompiler {

    /** The largest mail if the text says nothing: 35 MiB, as in the reference. */
    static final long DEFAULT_MAX_MESSAGE_SIZE = 35L << 20;

    /** How long an envelope may wait if the text says nothing. */
    static final Duration DEFAULT_QUEUE_TTL = Duration.ofDays(4);

    /** When senders are told of a delay if the text says nothing, as in the reference. */
    static final Duration DEFAULT_WARN_INTERVAL = Duration.ofHours(4);

    /** How many envelopes may be queued if the text says nothing. */
    static final int DEFAULT_QUEUE_DEPTH = 1_000_000;

    /** How many orders of delivery are open at a time if the text says nothing. */
    static final int DEFAULT_INFLIGHT = 512;

    private final Environment environment;

    public ConfigurationCompiler(Environment environment) {
        this.environment = environment;
    }

    /** Reads and compiles a text. */
    public Compilation compile(long revision, String text) {
        return compile(revision, new Parser(environment.includes()).parse("", text));
    }

    /** Compiles a text that was read. */
    public Compilation compile(long revision, Parsed parsed) {
        Scope scope =
                new Scope(parsed.document().allDirectives().toList(), environment, new Problems(), new Problems());
        Configuration configuration = configuration(revision, scope);
        List<Problem> problems = new ArrayList<>(parsed.problems());
        problems.addAll(scope.problems().list());
        if (problems.isEmpty()) {
            return new Compilation.Compiled(configuration, scope.warnings().list());
        }
        problems.sort(
                Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column));
        return new Compilation.Invalid(problems);
    }

    private static Configuration configuration(long revision, Scope scope) {
        List<Option> smtp = scope.settings("smtp").toList();
        List<Option> queue = scope.settings("queue").toList();
        long maxMessageSize = only(scope, smtp, "max-message-size", value(Quantity::octets), DEFAULT_MAX_MESSAGE_SIZE);
        Duration queueTtl = only(scope, queue, "ttl", value(Quantity::duration), DEFAULT_QUEUE_TTL);
        SessionLimits usual = SessionLimits.defaults();
        Map<String, Integer> smtpLimits = scope.limits("smtp");
        SessionLimits limits = usual.withMails(
                smtpLimits.getOrDefault("max-mails", usual.mailsPerSession()),
                smtpLimits.getOrDefault("max-rcpt", usual.recipients()));
        Map<String, Integer> mdaLimits = scope.limits("mda");
        List<Option> bounce = scope.settings("bounce").toList();
        List<Duration> warnAfter =
                only(scope, bounce, "warn-interval", ActionCompiler::delays, List.of(DEFAULT_WARN_INTERVAL));
        TableCompiler tables = new TableCompiler(scope);
        PkiCompiler pki = new PkiCompiler(scope);
        ActionCompiler actions = new ActionCompiler(scope, tables, pki, queueTtl, warnAfter);
        Ruleset rules = new RuleCompiler(scope, tables, actions).compile();
        FilterCompiler filters = new FilterCompiler(scope, tables);
        ListenerCompiler compiler = new ListenerCompiler(scope, tables, filters, pki, maxMessageSize);
        List<Listener> listeners =
                offering(compiler.compile(), actions.actions().values());
        return new Configuration(
                revision,
                listeners,
                compiler.socket(),
                limits,
                only(
                        scope,
                        smtp,
                        "sub-addr-delim",
                        option -> new SubAddress(option.value().charAt(0)),
                        SubAddress.PLUS),
                SrsCompiler.scheme(scope).stream().toList(),
                pki.selfSigned(),
                rules,
                actions.actions(),
                tables.named(),
                maxMessageSize,
                queueTtl,
                only(scope, queue, "max-depth", value(Quantity::count), DEFAULT_QUEUE_DEPTH),
                new MdaLimits(
                        mdaLimits.getOrDefault("max-session", MdaLimits.DEFAULT.sessions()),
                        mdaLimits.getOrDefault("max-session-per-user", MdaLimits.DEFAULT.sessionsPerUser())),
                scope.limits("scheduler").getOrDefault("max-inflight", DEFAULT_INFLIGHT),
                MtaCompiler.limits(
                        scope,
                        only(
                                scope,
                                scope.settings("mta").toList(),
                                "max-deferred",
                                value(Quantity::count),
                                MtaLimits.STANDARD.maxDeferred())),
                new RelayKeys(pki.keyPairs(), pki.authorities()));
    }

    /** BINARYMIME is offered only if every action can carry it: which one a rule chooses is known after MAIL FROM. */
    private static List<Listener> offering(List<Listener> listeners, Collection<ActionDefinition> actions) {
        boolean binary = actions.stream().allMatch(action -> action.delivery().carriesBinary());
        return listeners.stream()
                .map(listener -> listener.withSpec(listener.spec()
                        .withExtensions(new ListenerSpec.Extensions(
                                listener.spec().extensions().dsn(), binary))))
                .toList();
    }

    private static <T> Function<Option, T> value(Function<String, T> reader) {
        return option -> reader.apply(option.value());
    }

    /** The value of a setting that may be given once. */
    private static <T> T only(Scope scope, List<Option> all, String phrase, Function<Option, T> reader, T otherwise) {
        List<Option> options =
                all.stream().filter(option -> option.phrase().equals(phrase)).toList();
        options.stream()
                .skip(1)
                .forEach(second -> scope.reportTwice(
                        second.place(),
                        "'" + second.phrase() + "'",
                        options.get(0).place()));
        return options.isEmpty() ? otherwise : reader.apply(options.get(0));
    }
}
