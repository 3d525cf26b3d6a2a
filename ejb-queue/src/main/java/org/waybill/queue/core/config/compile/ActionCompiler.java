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
import org.waybill.queue.core.config.Operand.Sequence;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.users.TableUsers;
import org.waybill.queue.core.users.UserBase;

/** The actions of a text. */
final class ActionCompiler {

    private final Scope scope;
    private final TableCompiler tables;
    private final PkiCompiler pki;
    private final Duration queueTtl;
    private final List<Duration> warnAfter;
    private final Map<String, String> wrappers = new LinkedHashMap<>();
    private final Map<ActionName, ActionDefinition> actions = new LinkedHashMap<>();

    /**
     * @param queueTtl of actions that have no other one
     * @param warnAfter of actions that have no others
     */
    ActionCompiler(Scope scope, TableCompiler tables, PkiCompiler pki, Duration queueTtl, List<Duration> warnAfter) {
        this.scope = scope;
        this.warnAfter = warnAfter;
        this.tables = tables;
        this.pki = pki;
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
                directive.option("ttl").map(o -> Quantity.duration(o.value())).orElse(queueTtl);
        actions.put(
                name,
                new ActionDefinition(
                        name,
                        expansion(directive, users),
                        delivery(directive, users),
                        ttl,
                        retry(directive),
                        directive
                                .option("warn-interval")
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
        Optional<Option> alias = directive.option("alias");
        if (alias.isPresent()) {
            return new ExpansionPolicy.Aliases.Users(mapped(alias.get(), "name = who gets its mail"));
        }
        return directive
                .option("virtual")
                .<ExpansionPolicy.Aliases>map(
                        virtual -> new ExpansionPolicy.Aliases.Virtual(mapped(virtual, "address = who gets its mail")))
                .orElseGet(ExpansionPolicy.Aliases.None::new);
    }

    private LookupTable mapped(Option option, String expected) {
        return tables.mapped(option.operands().get(0), expected);
    }

    private UserBase users(ActionDirective directive) {
        return directive
                .option("userbase")
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
            case "relay" -> new RelayCompiler(scope, tables, pki, directive).relay();
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
                new LocalMethod.Maildir(argument, directive.option("junk").isPresent());
            case "mda" -> new LocalMethod.Mda(argument);
            case "lmtp" ->
                new LocalMethod.Lmtp(argument, directive.option("rcpt-to").isPresent());
            case "expand-only", "forward-only" -> new LocalMethod.ExpandOnly(directive.kind());
            default -> throw new AssertionError(directive.kind());
        };
    }

    private String wrapper(ActionDirective directive) {
        return directive
                .option("wrapper")
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
        return directive.option(phrase).map(Option::value).orElse("");
    }

    private static RetrySchedule retry(ActionDirective directive) {
        RetrySchedule usual = directive.kind().equals("relay") ? RetrySchedule.RELAY : RetrySchedule.LOCAL;
        List<Duration> delays =
                directive.option("retry").map(ActionCompiler::delays).orElse(List.of());
        int jitter = directive
                .option("jitter")
                .map(option -> Quantity.percent(option.value()))
                .orElse(usual.jitterPercent());
        return new RetrySchedule(delays, usual.base(), jitter);
    }

    /** {@code 5m, 15m, 1h} */
    static List<Duration> delays(Option option) {
        return ((Sequence) option.operands().get(0))
                .words().stream().map(word -> Quantity.duration(word.value())).toList();
    }

    Map<ActionName, ActionDefinition> actions() {
        return actions;
    }

    /** The names, for messages. */
    Set<String> names() {
        return actions.keySet().stream().map(ActionName::value).collect(Collectors.toSet());
    }
}
