package org.waybill.queue.core.config.compile;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.queue.core.config.Formatter;
import org.waybill.queue.core.config.MatchDirective;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.rules.Auth;
import org.waybill.queue.core.rules.AuthUser;
import org.waybill.queue.core.rules.Condition;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.ForAny;
import org.waybill.queue.core.rules.ForDomain;
import org.waybill.queue.core.rules.ForLocal;
import org.waybill.queue.core.rules.FromAny;
import org.waybill.queue.core.rules.FromLocal;
import org.waybill.queue.core.rules.FromRdns;
import org.waybill.queue.core.rules.FromRdnsName;
import org.waybill.queue.core.rules.FromSocket;
import org.waybill.queue.core.rules.FromSource;
import org.waybill.queue.core.rules.Helo;
import org.waybill.queue.core.rules.MailFrom;
import org.waybill.queue.core.rules.Not;
import org.waybill.queue.core.rules.RcptTo;
import org.waybill.queue.core.rules.Rule;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.rules.Size;
import org.waybill.queue.core.rules.Tag;
import org.waybill.queue.core.rules.Tls;
import org.waybill.queue.core.rules.TlsVersion;
import org.waybill.queue.core.rules.Written;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.SmtpReply;

/** The rules of a text. */
final class RuleCompiler {

    /** An option's condition; the name of an option of two words that means two conditions is its second word. */
    private static final Map<String, BiFunction<RuleCompiler, Option, Condition>> CONDITIONS = Map.ofEntries(
            entry("from any", (compiler, option) -> new FromAny()),
            entry("from local", (compiler, option) -> compiler.fromLocal()),
            entry("from src", table(FromSource::new, Service.NETADDR)),
            entry("from socket", (compiler, option) -> new FromSocket()),
            entry("from rdns", RuleCompiler::fromRdns),
            entry("for any", (compiler, option) -> new ForAny()),
            entry("for local", (compiler, option) -> compiler.forLocal()),
            entry("for domain", table(ForDomain::new, Service.DOMAIN)),
            entry("mail-from", table(MailFrom::new, Service.MAILADDR)),
            entry("rcpt-to", table(RcptTo::new, Service.MAILADDR)),
            entry("helo", table(Helo::new, Service.DOMAIN)),
            entry("tag", table(Tag::new, Service.STRING)),
            entry("auth", RuleCompiler::auth),
            entry("tls", (compiler, option) -> new Tls()),
            entry("tls version", (compiler, option) -> new TlsVersion(option.value())),
            entry("size", (compiler, option) -> size(option)));

    private static final Pattern STATUS_AND_TEXT = Pattern.compile("([45]\\.[0-9]{1,3}\\.[0-9]{1,3}) +(.+)");

    private final Scope scope;
    private final TableCompiler tables;
    private final ActionCompiler actions;

    RuleCompiler(Scope scope, TableCompiler tables, ActionCompiler actions) {
        this.scope = scope;
        this.tables = tables;
        this.actions = actions;
    }

    private static BiFunction<RuleCompiler, Option, Condition> table(
            Function<LookupTable, Condition> condition, Service service) {
        return (compiler, option) ->
                condition.apply(compiler.tables.listed(option.operands().get(0), service));
    }

    Ruleset compile() {
        List<MatchDirective> directives = scope.each(MatchDirective.class).toList();
        if (directives.isEmpty() && !scope.hasUnreadable("match") && !scope.hasUnreadable("include")) {
            scope.problems()
                    .add(
                            Scope.TOP,
                            "there is no rule, so every recipient would be refused",
                            "at least one match",
                            "add match … action NAME");
        }
        Reach.check(directives, scope.problems());
        return new Ruleset(directives.stream().map(this::rule).toList());
    }

    private Rule rule(MatchDirective directive) {
        List<Condition> conditions = new ArrayList<>();
        if (directive.conditions().stream().noneMatch(RuleCompiler::isFrom)) {
            conditions.add(new Written(fromLocal(), "from local (as nothing else is said)"));
        }
        if (directive.conditions().stream().noneMatch(RuleCompiler::isFor)) {
            conditions.add(new Written(forLocal(), "for local (as nothing else is said)"));
        }
        directive.conditions().forEach(option -> conditions.addAll(conditions(option)));
        return new Rule(conditions, decision(directive), directive.place().line());
    }

    static boolean isFrom(Option option) {
        return option.phrase().startsWith("from ");
    }

    static boolean isFor(Option option) {
        return option.phrase().startsWith("for ");
    }

    /** {@code !from auth} is "from any, and not authenticated", as in the reference. */
    private List<Condition> conditions(Option option) {
        Condition condition = condition(meaning(option), option);
        Condition signed = new Written(option.negated() ? new Not(condition) : condition, Formatter.format(option));
        if (meaning(option).equals(option.phrase())) {
            return List.of(signed);
        }
        return List.of(isFrom(option) ? new FromAny() : new ForAny(), signed);
    }

    /** What an option asks: {@code from auth}, {@code from mail-from} and {@code for rcpt-to} ask their second word. */
    static String meaning(Option option) {
        String phrase = option.phrase();
        return CONDITIONS.containsKey(phrase) ? phrase : phrase.substring(phrase.indexOf(' ') + 1);
    }

    private Condition condition(String name, Option option) {
        BiFunction<RuleCompiler, Option, Condition> condition = CONDITIONS.get(name);
        if (condition == null) {
            throw new AssertionError(option.phrase());
        }
        return condition.apply(this, option);
    }

    private static Condition auth(RuleCompiler compiler, Option option) {
        return option.operands().isEmpty()
                ? new Auth()
                : table(AuthUser::new, Service.STRING).apply(compiler, option);
    }

    private static Condition size(Option option) {
        Operand.Comparison comparison = (Operand.Comparison) option.operands().get(0);
        return new Size(Quantity.comparison(comparison.text()));
    }

    private static Condition fromRdns(RuleCompiler compiler, Option option) {
        return option.operands().isEmpty()
                ? new FromRdns()
                : table(FromRdnsName::new, Service.STRING).apply(compiler, option);
    }

    private Condition fromLocal() {
        return new FromLocal(scope.environment().localAddresses());
    }

    private Condition forLocal() {
        return new ForLocal(scope.environment().localDomains());
    }

    private Decision decision(MatchDirective directive) {
        List<Operand> operands = directive.decision().operands();
        if (directive.decision().phrase().equals("reject")) {
            return new Decision.Reject(
                    operands.isEmpty()
                            ? SmtpReply.of(550, "5.1.1", "Invalid recipient")
                            : reply(directive.decision().value(), ((Word) operands.get(1)).value()));
        }
        ActionName name = new ActionName(directive.action());
        if (!actions.actions().containsKey(name)) {
            scope.reportUnknown("action", "action", (Word) operands.get(0), actions.names());
        }
        return new Decision.Take(name);
    }

    /** The enhanced status may stand before the text; else it is that of a policy (RFC 3463 X.7.1). */
    static SmtpReply reply(String code, String text) {
        Matcher matcher = STATUS_AND_TEXT.matcher(text);
        boolean hasStatus = matcher.matches() && text.charAt(0) == code.charAt(0);
        return hasStatus
                ? SmtpReply.of(Integer.parseInt(code), matcher.group(1), matcher.group(2))
                : SmtpReply.of(Integer.parseInt(code), code.charAt(0) + ".7.1", text);
    }
}
