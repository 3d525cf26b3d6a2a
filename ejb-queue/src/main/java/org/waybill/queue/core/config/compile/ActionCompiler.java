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
import org.waybill.queue.core.action.RelayHosts;
import org.waybill.queue.core.action.RelayUrl;
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
import org.waybill.queue.core.tables.LookupTable;

/** The actions of a text. */
final class ActionCompiler {

    /** The path of a maildir action that gives none. */
    private static final String DEFAULT_MAILDIR = "mail/%{user.username}";

    private final Scope scope;
    private final TableCompiler tables;
    private final Duration queueTtl;
    private final Map<ActionName, ActionDefinition> actions = new LinkedHashMap<>();

    /** @param queueTtl of actions that have no other one */
    ActionCompiler(Scope scope, TableCompiler tables, Duration queueTtl) {
        this.scope = scope;
        this.tables = tables;
        this.queueTtl = queueTtl;
        Map<ActionName, Place> places = new LinkedHashMap<>();
        scope.each(ActionDirective.class).forEach(action -> define(action, places));
    }

    private void define(ActionDirective directive, Map<ActionName, Place> places) {
        ActionName name = new ActionName(directive.name().value());
        Place first = places.putIfAbsent(name, directive.name().place());
        if (first != null) {
            scope.reportTwice(directive.name().place(), "action '" + name + "'", first);
            return;
        }
        Duration ttl =
                option(directive, "ttl").map(o -> Quantity.duration(o.value())).orElse(queueTtl);
        actions.put(
                name,
                new ActionDefinition(
                        name,
                        expansion(directive),
                        delivery(directive),
                        ttl,
                        retry(directive),
                        directive.description()));
    }

    private ExpansionPolicy expansion(ActionDirective directive) {
        if (!directive.kind().equals("maildir")) {
            return new ExpansionPolicy.AsIs();
        }
        Optional<Option> userbase = option(directive, "userbase");
        if (userbase.isEmpty()) {
            scope.problems()
                    .add(
                            directive.method().place(),
                            "maildir needs userbase <table>",
                            "userbase and the table of the users that exist",
                            "system users are not supported by this version: write table users { … } and add userbase"
                                    + " <users>");
            return new ExpansionPolicy.AsIs();
        }
        return new ExpansionPolicy.Users(tables.keyed(userbase.get().operands().get(0)));
    }

    private Action delivery(ActionDirective directive) {
        return switch (directive.kind()) {
            case "maildir" -> new Action.Maildir(directive.path().isEmpty() ? DEFAULT_MAILDIR : directive.path());
            case "relay" ->
                option(directive, "host")
                        .<Action>map(host ->
                                new Action.RelayHost(hosts(host.operands().get(0))))
                        .orElseGet(Action.RelayMx::new);
            case "hold" -> new Action.Hold();
            case "discard" -> new Action.Discard();
            default -> throw new AssertionError(directive.kind());
        };
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
        List<Duration> delays = option(directive, "retry")
                .map(option -> ((Sequence) option.operands().get(0)).words())
                .orElse(List.of())
                .stream()
                .map(word -> Quantity.duration(word.value()))
                .toList();
        int jitter = option(directive, "jitter")
                .map(option -> Quantity.percent(option.value()))
                .orElse(usual.jitterPercent());
        return new RetrySchedule(delays, usual.base(), jitter);
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
