package org.waybill.queue.core.config.compile;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.config.ActionDirective;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.relay.HeloNames;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsWords;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.AddressLiteral;

/** One {@code action … relay} of a text: which options go together, and what they come to. */
final class RelayCompiler {

    private static final List<String> TARGETS = List.of("host", "host by", "domain", "backup", "backup mx");

    private static final List<String> WITH_HOSTS = List.of("host", "host by", "domain");

    private final Scope scope;
    private final TableCompiler tables;
    private final PkiCompiler pki;
    private final ActionDirective directive;
    private final RelayUrlCheck check;
    private final @Nullable LookupTable credentials;

    RelayCompiler(Scope scope, TableCompiler tables, PkiCompiler pki, ActionDirective directive) {
        this.scope = scope;
        this.tables = tables;
        this.pki = pki;
        this.directive = directive;
        Optional<Operand> auth = operand("auth");
        this.credentials = auth.map(table -> tables.mapped(table, "label = \"user:password\""))
                .orElse(null);
        this.check = new RelayUrlCheck(
                scope, pki, credentials, auth.map(tables::isElsewhere).orElse(false), verify());
    }

    Action.Relay relay() {
        checkTogether();
        return new Action.Relay(target(), options());
    }

    private void checkTogether() {
        List<Option> targets = given(TARGETS).toList();
        targets.stream().skip(1).forEach(second -> scope.problems()
                .add(
                        second.place(),
                        "'" + second.phrase() + "' and '" + targets.get(0).phrase() + "' exclude each other",
                        "",
                        "keep one of them"));
        boolean hosts = given(WITH_HOSTS).findAny().isPresent();
        Stream.of("auth", "policy")
                .flatMap(phrase -> directive.option(phrase).stream())
                .filter(option -> !hosts)
                .forEach(option -> scope.problems()
                        .add(
                                option.place(),
                                "'" + option.phrase() + "' says nothing without hosts: the exchangers of a domain are"
                                        + " the DNS's",
                                "host or domain",
                                "name the hosts, or take it out"));
        directive
                .option("mail-from")
                .filter(from -> directive.option("srs").isPresent())
                .ifPresent(from -> scope.problems()
                        .add(from.place(), "'mail-from' and 'srs' exclude each other", "", "keep one of them"));
    }

    private Stream<Option> given(List<String> phrases) {
        return directive.options().stream().filter(option -> phrases.contains(option.phrase()));
    }

    private RelayTarget target() {
        Policy policy = directive
                .option("policy")
                .map(option -> Policy.of(option.value()))
                .orElse(Policy.ROUND_ROBIN);
        Optional<Operand> host = operand("host");
        if (host.isPresent()) {
            return new RelayTarget.Hosts(hosts(host.get()), policy);
        }
        Optional<Operand> domains = operand("domain");
        if (domains.isPresent()) {
            return new RelayTarget.ByDomain(keyed(domains.get(), Service.DOMAIN, "domain = URL"), policy);
        }
        Optional<Option> bySender = directive.option("host by");
        if (bySender.isPresent()) {
            Operand senders = bySender.get().operands().get(1);
            return new RelayTarget.BySender(keyed(senders, Service.MAILADDR, "sender = URL"), policy);
        }
        boolean backup = directive.option("backup").isPresent();
        return directive
                .option("backup mx")
                .map(name -> new RelayTarget.Exchangers(true, name.value()))
                .orElseGet(() -> backup ? new RelayTarget.Exchangers(true, "") : RelayTarget.Exchangers.ALL);
    }

    private RelayHosts hosts(Operand operand) {
        if (operand instanceof TableName name) {
            // a mapping is as good as a list here: the URLs are its values
            LookupTable table = tables.keyed(name);
            check.all(table.contents(), name.place(), table.name(), tables.isElsewhere(name));
            return new RelayHosts.FromTable(table);
        }
        List<Word> words = operand instanceof Listing listing ? listing.keys() : List.of((Word) operand);
        words.forEach(check::one);
        return new RelayHosts.Listed(
                words.stream().map(Word::value).map(RelayUrl::parse).toList());
    }

    private LookupTable keyed(Operand operand, Service service, String expected) {
        LookupTable table = tables.mapped(operand, expected);
        boolean elsewhere = tables.isElsewhere(operand);
        if (table instanceof InlineTable inline && !elsewhere) {
            inline.faults(service).forEach(fault -> scope.problems().add(operand.place(), fault, "", ""));
        }
        String name = operand instanceof TableName ? table.name() : "";
        check.all(table.values(), operand.place(), name, elsewhere);
        return table;
    }

    private RelayOptions options() {
        return new RelayOptions(
                sender(),
                verify(),
                named("pki", name -> pki.identity(name, scope.environment().hostname())
                        .isPresent()),
                named("ca", name -> pki.authority(name).isPresent()),
                new TlsChoice(
                        directive
                                .option("protocols")
                                .map(option -> TlsWords.protocols(option.value()))
                                .orElse(List.of()),
                        directive
                                .option("ciphers")
                                .map(option -> TlsWords.ciphers(option.value()))
                                .orElse(List.of())),
                new RelayOptions.Names(
                        directive.option("helo").map(Option::value).orElse(""),
                        operand("helo-src").map(this::names).orElse(null)),
                operand("src").map(this::sources).orElse(null),
                credentials);
    }

    private RelayOptions.Sender sender() {
        Optional<Option> from = directive.option("mail-from");
        if (from.isPresent()) {
            return new RelayOptions.Sender.Replaced(from.get().value());
        }
        return directive
                .option("srs")
                .<RelayOptions.Sender>map(srs -> SrsCompiler.scheme(scope)
                        .<RelayOptions.Sender>map(RelayOptions.Sender.Rewritten::new)
                        .orElseGet(() -> {
                            scope.problems()
                                    .add(
                                            srs.place(),
                                            "'srs' needs a key to sign addresses with",
                                            "",
                                            "add srs key \"…\"");
                            return new RelayOptions.Sender.Kept();
                        }))
                .orElseGet(RelayOptions.Sender.Kept::new);
    }

    private UrlOptions.Verify verify() {
        if (directive.option("tls no-verify").isPresent()) {
            return UrlOptions.Verify.NO;
        }
        return directive.option("tls").isPresent() ? UrlOptions.Verify.YES : UrlOptions.Verify.UNSAID;
    }

    private String named(String phrase, Predicate<Word> isDefined) {
        return directive
                .option(phrase)
                .map(option -> (Word) option.operands().get(0))
                .filter(isDefined)
                .map(Word::value)
                .orElse("");
    }

    private LookupTable names(Operand operand) {
        LookupTable table = tables.mapped(operand, "address = name");
        if (table instanceof InlineTable inline && !tables.isElsewhere(operand)) {
            inline.faults(Service.NETADDR)
                    .forEach(fault -> scope.problems().add(operand.place(), fault, "address = name", ""));
            inline.entries().stream()
                    .map(InlineTable.Entry::value)
                    .filter(name -> !HeloNames.isName(name))
                    .forEach(name -> scope.problems()
                            .add(operand.place(), "'" + name + "' is no host name", "address = name", ""));
        }
        return table;
    }

    private LookupTable sources(Operand operand) {
        LookupTable table = tables.keyed(operand);
        if (operand instanceof TableName && table.contents() instanceof LookupTable.Contents.Values addresses) {
            boolean elsewhere = tables.isElsewhere(operand);
            addresses.values().stream()
                    .filter(value -> AddressLiteral.parse(value).isEmpty())
                    .forEach(value -> (elsewhere ? scope.warnings() : scope.problems())
                            .add(
                                    operand.place(),
                                    "table <" + table.name() + ">: '" + value + "' is no address",
                                    "addresses of this server",
                                    elsewhere ? RelayUrlCheck.WAITS : ""));
        }
        return table;
    }

    private Optional<Operand> operand(String phrase) {
        return directive.option(phrase).flatMap(option -> option.operands().stream()
                .findFirst());
    }
}
