package org.waybill.queue.core.config.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.waybill.queue.core.config.FilterDirective;
import org.waybill.queue.core.config.FilterDirective.Chain;
import org.waybill.queue.core.config.FilterDirective.Phase;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.filter.Filter;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.filter.FilterCondition;
import org.waybill.queue.core.filter.FilterDecision;
import org.waybill.queue.core.filter.HasName;
import org.waybill.queue.core.filter.HasSignedIn;
import org.waybill.queue.core.filter.IsConfirmed;
import org.waybill.queue.core.filter.IsListed;
import org.waybill.queue.core.filter.Opposite;
import org.waybill.queue.core.filter.Subject;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;

/** The filters of a text. */
final class FilterCompiler {

    private static final Map<String, Subject> SUBJECTS = Map.of(
            "rdns", Subject.RDNS,
            "src", Subject.SRC,
            "helo", Subject.HELO,
            "auth", Subject.USER,
            "mail-from", Subject.MAIL_FROM,
            "rcpt-to", Subject.RCPT_TO);

    /** The steps at which what a condition asks for has been said. */
    private static final Map<String, Set<Step>> KNOWN = Map.of(
            "helo", EnumSet.complementOf(EnumSet.of(Step.CONNECT)),
            "auth", EnumSet.of(Step.MAIL, Step.RCPT, Step.DATA, Step.COMMIT),
            "mail-from", EnumSet.of(Step.MAIL, Step.RCPT, Step.DATA, Step.COMMIT),
            "rcpt-to", EnumSet.of(Step.RCPT));

    /** The steps at which a decision has a meaning; it has one at all others too unless it is listed here. */
    private static final Map<String, Set<Step>> MEANINGFUL = Map.of(
            "junk", EnumSet.complementOf(EnumSet.of(Step.COMMIT)),
            "bypass", EnumSet.complementOf(EnumSet.of(Step.COMMIT)),
            "rewrite", EnumSet.of(Step.HELO, Step.EHLO, Step.MAIL, Step.RCPT));

    private final Scope scope;
    private final TableCompiler tables;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, FilterChain> chains = new LinkedHashMap<>();

    FilterCompiler(Scope scope, TableCompiler tables) {
        this.scope = scope;
        this.tables = tables;
        reportDoubles();
        scope.each(FilterDirective.class).forEach(this::addPhase);
        scope.each(FilterDirective.class).forEach(this::addChain);
    }

    private void reportDoubles() {
        Map<String, Place> places = new LinkedHashMap<>();
        scope.each(FilterDirective.class).forEach(directive -> {
            Word name = directive.name();
            Place first = places.putIfAbsent(name.value(), name.place());
            if (first != null) {
                scope.reportTwice(name.place(), "filter '" + name.value() + "'", first);
            }
        });
    }

    private void addPhase(FilterDirective directive) {
        if (directive.definition() instanceof Phase phase) {
            String name = directive.name().value();
            Filter filter = filter(name, phase);
            filters.put(name, filter);
            chains.put(name, new FilterChain(List.of(filter)));
        }
    }

    private void addChain(FilterDirective directive) {
        if (directive.definition() instanceof Chain chain) {
            chains.put(directive.name().value(), chain(chain.filters()));
        }
    }

    /** What a listener names: a filter, a chain, or a list of filters. */
    FilterChain named(Operand operand) {
        if (operand instanceof Listing listing) {
            return chain(listing);
        }
        Word name = (Word) operand;
        FilterChain chain = chains.get(name.value());
        if (chain == null) {
            scope.reportUnknown("filter", "filter", name, chains.keySet());
            return FilterChain.NONE;
        }
        return chain;
    }

    private FilterChain chain(Listing listing) {
        List<Filter> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Word name : listing.keys()) {
            Filter filter = filters.get(name.value());
            if (!seen.add(name.value())) {
                scope.problems().add(name.place(), "filter '" + name.value() + "' is twice in a chain", "", "");
            } else if (filter != null) {
                members.add(filter);
            } else if (isChain(name.value())) {
                scope.problems()
                        .add(
                                name.place(),
                                "'" + name.value() + "' is a chain itself",
                                "a filter of one phase",
                                "name its filters here");
            } else {
                scope.reportUnknown("filter", "filter", name, filters.keySet());
            }
        }
        return new FilterChain(members);
    }

    private boolean isChain(String name) {
        return scope.each(FilterDirective.class)
                .anyMatch(directive -> directive.name().value().equals(name));
    }

    private Filter filter(String name, Phase phase) {
        Step step = Objects.requireNonNullElse(
                FilterDirective.PHASES.get(phase.phase().value()), Step.CONNECT);
        List<FilterCondition> conditions = new ArrayList<>();
        for (Option option : phase.conditions()) {
            if (!KNOWN.getOrDefault(option.phrase(), EnumSet.allOf(Step.class)).contains(step)) {
                scope.problems()
                        .add(
                                option.place(),
                                "'" + option.phrase() + "' cannot be asked in phase "
                                        + phase.phase().value(),
                                "",
                                "take it out, or take another phase");
            }
            FilterCondition condition = condition(option);
            conditions.add(option.negated() ? new Opposite(condition) : condition);
        }
        return new Filter(name, step, conditions, decision(step, phase));
    }

    private FilterCondition condition(Option option) {
        if (option.operands().isEmpty()) {
            return switch (option.phrase()) {
                case "fcrdns" -> new IsConfirmed();
                case "rdns" -> new HasName();
                case "auth" -> new HasSignedIn();
                default -> throw new AssertionError(option.phrase());
            };
        }
        Subject subject = Objects.requireNonNull(SUBJECTS.get(option.phrase()), option::phrase);
        return new IsListed(subject, tables.listed(option.operands().get(0), subject.service()));
    }

    private FilterDecision decision(Step step, Phase phase) {
        Option decision = phase.decision();
        if (!MEANINGFUL
                .getOrDefault(decision.phrase(), EnumSet.allOf(Step.class))
                .contains(step)) {
            scope.problems()
                    .add(
                            decision.place(),
                            "'" + decision.phrase() + "' has no meaning in phase "
                                    + phase.phase().value(),
                            "",
                            "take another phase");
        }
        return switch (decision.phrase()) {
            case "bypass" -> new FilterDecision.Bypass();
            case "junk" -> new FilterDecision.Junk();
            case "reject" -> new FilterDecision.Reject(reply(step, decision.value()));
            case "disconnect" -> new FilterDecision.Disconnect(reply(step, decision.value()));
            case "rewrite" -> new FilterDecision.Rewrite(rewritten(step, decision));
            default -> throw new AssertionError(decision.phrase());
        };
    }

    /** Neither a greeting nor an answer to HELO and EHLO has an enhanced status (RFC 2034 §4). */
    private static SmtpReply reply(Step step, String text) {
        String code = text.substring(0, 3);
        String rest = text.substring(4);
        boolean plain = step == Step.CONNECT || step == Step.HELO || step == Step.EHLO;
        return plain ? SmtpReply.plain(Integer.parseInt(code), rest) : RuleCompiler.reply(code, rest);
    }

    private String rewritten(Step step, Option decision) {
        String value = decision.value();
        boolean address = step == Step.MAIL || step == Step.RCPT;
        boolean bracketed = address && value.startsWith("<") && value.endsWith(">");
        String bare = bracketed ? value.substring(1, value.length() - 1) : value;
        if (address ? !isAddress(step, bare) : !MailAddress.isDomain(bare)) {
            scope.problems()
                    .add(
                            decision.operands().get(0).place(),
                            "'" + value + "' is no " + (address ? "address" : "name of a client"),
                            address ? "an address such as \"<user@example.org>\"" : "a domain such as \"example.org\"",
                            "");
        }
        return bare;
    }

    private static boolean isAddress(Step step, String text) {
        if (text.isEmpty()) {
            return step == Step.MAIL;
        }
        try {
            return !MailAddress.parse(text).domain().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
