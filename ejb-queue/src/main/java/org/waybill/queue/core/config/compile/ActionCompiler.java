package org.waybill.queue.core.config.compile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.JmsDestination;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.config.ActionDirective;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Sequence;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.users.TableUsers;
import org.waybill.queue.core.users.UserBase;

/** The actions of a text. */
final class ActionCompiler {

    private final Scope scope;
    private final TableCompiler tables;
    private final Duration queueTtl;
    private final List<Duration> warnAfter;
    private final Map<String, String> wrappers = new LinkedHashMap<>();
    private final Map<ActionName, ActionDefinition> actions = new LinkedHashMap<>();

    /**
     * @param queueTtl of actions that have no other one
     * @param warnAfter of actions that have no others
     */
    ActionCompiler(Scope scope, TableCompiler tables, Duration queueTtl, List<Duration> warnAfter) {
        this.scope = scope;
        this.warnAfter = warnAfter;
        this.tables = tables;
        this.queueTtl = queueTtl;
        scope.settings("mda")
                .filter(option -> option.phrase().equals("wrapper"))
                .forEach(this::define);
        Map<ActionName, Place> places = new LinkedHashMap<>();
        scope.each(ActionDirective.class).forEach(action -> define(action, places));
    }

    private void define(Option wrapper) {
        List<Operand> operands = wrapper.operands();
        Word name = (Word) operands.get(0);
        if (wrappers.putIfAbsent(name.value(), ((Word) operands.get(1)).value()) != null) {
            scope.problems().add(name.place(), "mda wrapper '" + name.value() + "' is defined twice", "", "");
        }
    }

    private void define(ActionDirective directive, Map<ActionName, Place> places) {
        ActionName name = new ActionName(directive.name().value());
        Place first = places.putIfAbsent(name, directive.name().place());
        if (first != null) {
            scope.reportTwice(directive.name().place(), "action '" + name + "'", first);
            return;
        }
        UserBase users = users(directive);
        Duration ttl =
                option(directive, "ttl").map(o -> Quantity.duration(o.value())).orElse(queueTtl);
        actions.put(
                name,
                new ActionDefinition(
                        name,
                        expansion(directive, users),
                        delivery(directive, users),
                        ttl,
                        retry(directive),
                        option(directive, "warn-interval")
                                .map(ActionCompiler::delays)
                                .orElse(warnAfter),
                        directive.description()));
    }

    private ExpansionPolicy expansion(ActionDirective directive, UserBase users) {
        return directive.isLocal()
                ? new ExpansionPolicy.Local(aliases(directive), users, text(directive, "user"), outcome(directive))
                : new ExpansionPolicy.AsIs();
    }

    private ExpansionPolicy.Aliases aliases(ActionDirective directive) {
        Optional<Option> alias = option(directive, "alias");
        if (alias.isPresent()) {
            return new ExpansionPolicy.Aliases.Users(mapped(alias.get(), "name = who gets its mail"));
        }
        return option(directive, "virtual")
                .<ExpansionPolicy.Aliases>map(
                        virtual -> new ExpansionPolicy.Aliases.Virtual(mapped(virtual, "address = who gets its mail")))
                .orElseGet(ExpansionPolicy.Aliases.None::new);
    }

    private LookupTable mapped(Option option, String expected) {
        return tables.mapped(option.operands().get(0), expected);
    }

    private UserBase users(ActionDirective directive) {
        return option(directive, "userbase")
                .<UserBase>map(userbase ->
                        new TableUsers(tables.keyed(userbase.operands().get(0))))
                .orElseGet(scope.environment()::systemUsers);
    }

    private static ExpansionPolicy.Outcome outcome(ActionDirective directive) {
        return switch (directive.kind()) {
            case "expand-only" -> ExpansionPolicy.Outcome.WHAT_IS_NAMED;
            case "forward-only" -> ExpansionPolicy.Outcome.FORWARDED;
            default -> ExpansionPolicy.Outcome.ANYTHING;
        };
    }

    private Action delivery(ActionDirective directive, UserBase users) {
        return switch (directive.kind()) {
            case "relay" ->
                option(directive, "host")
                        .<Action>map(host -> new Action.Relay(
                                new RelayTarget.Hosts(hosts(host.operands().get(0)), RelayTarget.Policy.ROUND_ROBIN),
                                relayOptions(directive)))
                        .orElseGet(() -> new Action.Relay(RelayTarget.Exchangers.ALL, relayOptions(directive)));
            case "jms" -> new Action.Jms(JmsDestination.parse(directive.method().value()));
            case "hold" -> new Action.Hold();
            case "discard" -> new Action.Discard();
            default -> new Action.Local(method(directive), users, text(directive, "user"), wrapper(directive));
        };
    }

    private static LocalMethod method(ActionDirective directive) {
        String argument = directive.method().value();
        return switch (directive.kind()) {
            case "mbox" -> new LocalMethod.Mbox();
            case "maildir" ->
                new LocalMethod.Maildir(argument, option(directive, "junk").isPresent());
            case "mda" -> new LocalMethod.Mda(argument);
            case "lmtp" ->
                new LocalMethod.Lmtp(argument, option(directive, "rcpt-to").isPresent());
            case "expand-only", "forward-only" -> new LocalMethod.ExpandOnly(directive.kind());
            default -> throw new AssertionError(directive.kind());
        };
    }

    private String wrapper(ActionDirective directive) {
        return option(directive, "wrapper")
                .map(option -> (Word) option.operands().get(0))
                .map(name -> {
                    String command = wrappers.get(name.value());
                    if (command == null) {
                        scope.reportUnknown("mda wrapper", "mda wrapper", name, wrappers.keySet());
                        return "";
                    }
                    return command;
                })
                .orElse("");
    }

    private static String text(ActionDirective directive, String phrase) {
        return option(directive, phrase).map(Option::value).orElse("");
    }

    private RelayOptions relayOptions(ActionDirective directive) {
        Optional<Option> srs = option(directive, "srs");
        if (srs.isEmpty()) {
            return RelayOptions.USUAL;
        }
        return SrsCompiler.scheme(scope)
                .map(scheme -> RelayOptions.USUAL.with(new RelayOptions.Sender.Rewritten(scheme)))
                .orElseGet(() -> {
                    scope.problems()
                            .add(
                                    srs.get().place(),
                                    "'srs' needs a key to sign addresses with",
                                    "",
                                    "add srs key \"…\"");
                    return RelayOptions.USUAL;
                });
    }

    private RelayHosts hosts(Operand operand) {
        if (operand instanceof Word word) {
            return new RelayHosts.Listed(List.of(RelayUrl.parse(word.value())));
        }
        if (operand instanceof Listing listing) {
            return new RelayHosts.Listed(listing.keys().stream()
                    .map(Word::value)
                    .map(RelayUrl::parse)
                    .toList());
        }
        return fromTable((TableName) operand);
    }

    private RelayHosts fromTable(TableName operand) {
        LookupTable table = tables.named().get(operand.name().value());
        // a mapping is as good as a list here: the URLs are its values
        RelayHosts hosts = new RelayHosts.FromTable(tables.keyed(operand));
        boolean readable = table != null && table.contents() instanceof LookupTable.Contents.Values;
        if (readable && hosts.now() instanceof RelayHosts.Answer.Unavailable unavailable) {
            scope.problems().add(operand.place(), unavailable.reason(), "relay URLs", "");
        }
        return hosts;
    }

    private static RetrySchedule retry(ActionDirective directive) {
        RetrySchedule usual = directive.kind().equals("relay") ? RetrySchedule.RELAY : RetrySchedule.LOCAL;
        List<Duration> delays =
                option(directive, "retry").map(ActionCompiler::delays).orElse(List.of());
        int jitter = option(directive, "jitter")
                .map(option -> Quantity.percent(option.value()))
                .orElse(usual.jitterPercent());
        return new RetrySchedule(delays, usual.base(), jitter);
    }

    /** {@code 5m, 15m, 1h} */
    static List<Duration> delays(Option option) {
        return ((Sequence) option.operands().get(0))
                .words().stream().map(word -> Quantity.duration(word.value())).toList();
    }

    private static Optional<Option> option(ActionDirective directive, String phrase) {
        return directive.options().stream()
                .filter(option -> option.phrase().equals(phrase))
                .findFirst();
    }

    Map<ActionName, ActionDefinition> actions() {
        return actions;
    }

    /** The names, for messages. */
    Set<String> names() {
        return actions.keySet().stream().map(ActionName::value).collect(Collectors.toSet());
    }
}
