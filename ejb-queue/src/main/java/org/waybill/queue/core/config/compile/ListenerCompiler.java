package org.waybill.queue.core.config.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.config.Reception;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.ListenerSpec.Caps;
import org.waybill.smtp.listener.ListenerSpec.Extensions;
import org.waybill.smtp.listener.ListenerSpec.Protocol;
import org.waybill.smtp.listener.ListenerSpec.Trace;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.listener.TrustedSources;

/** The listeners of a text. */
final class ListenerCompiler {

    private static final LookupTable NOBODY = InlineTable.listOf("nobody", List.of());
    private static final LookupTable EVERYBODY = InlineTable.listOf("everybody", List.of("0.0.0.0/0", "::/0"));

    private final Scope scope;
    private final TableCompiler tables;
    private final FilterCompiler filters;
    private final TlsCompiler tls;
    private final SubmissionCompiler submissions;
    private final SocketCompiler sockets;
    private final long maxMessageSize;
    private final List<Listener> listeners = new ArrayList<>();

    /** @param maxMessageSize of listeners that have no other one */
    ListenerCompiler(Scope scope, TableCompiler tables, FilterCompiler filters, PkiCompiler pki, long maxMessageSize) {
        this.scope = scope;
        this.tables = tables;
        this.filters = filters;
        this.tls = new TlsCompiler(scope, pki);
        this.submissions = new SubmissionCompiler(scope, tables);
        this.sockets = new SocketCompiler(scope);
        this.maxMessageSize = maxMessageSize;
    }

    /** How mail from inside of this server is taken. */
    SocketPolicy socket() {
        List<ListenDirective> directives = scope.each(ListenDirective.class)
                .filter(ListenDirective::isOnSocket)
                .toList();
        directives.stream()
                .skip(1)
                .forEach(second -> scope.reportTwice(
                        second.place(), "'listen on socket'", directives.get(0).place()));
        return directives.stream().findFirst().map(this::socket).orElse(SocketPolicy.USUAL);
    }

    private SocketPolicy socket(ListenDirective directive) {
        return new SocketPolicy(
                text(directive, "tag", ""), directive.has("mask-src"), !directive.has("no-dsn"), filters(directive));
    }

    private FilterChain filters(ListenDirective directive) {
        return directive
                .option("filter")
                .map(option -> filters.named(option.operands().get(0)))
                .orElse(FilterChain.NONE);
    }

    private Reception reception(ListenDirective directive) {
        LookupTable hostnames = directive
                .option("hostnames")
                .map(option -> hostnames(option.operands().get(0)))
                .orElse(Reception.OPEN.hostnames());
        return new Reception(filters(directive), hostnames);
    }

    private LookupTable hostnames(Operand operand) {
        LookupTable table = tables.mapped(operand, "{ address = name }");
        if (table instanceof InlineTable inline) {
            Stream<String> names = inline.entries().stream()
                    .map(InlineTable.Entry::value)
                    .filter(name -> !MailAddress.isDomain(name))
                    .map(name -> "'" + name + "' is no host name");
            Stream.concat(inline.faults(LookupTable.Service.NETADDR).stream(), names)
                    .forEach(fault -> scope.problems().add(operand.place(), fault, "", ""));
        }
        return table;
    }

    List<Listener> compile() {
        List<ListenDirective> directives = scope.each(ListenDirective.class).toList();
        if (directives.isEmpty() && !scope.hasUnreadable("listen") && !scope.hasUnreadable("include")) {
            scope.problems()
                    .add(
                            Scope.TOP,
                            "there is no listener",
                            "at least one listen on",
                            "add listen on 127.0.0.1 port 2525");
        }
        directives.stream().filter(directive -> !directive.isOnSocket()).forEach(this::add);
        return listeners;
    }

    private void add(ListenDirective directive) {
        String hostname = text(directive, "hostname", scope.environment().hostname());
        Optional<TlsPolicy> policy = tls.policy(directive, hostname);
        Submission submission = submissions.submission(directive);
        Reception reception = reception(directive);
        LookupTable proxies = directive.has("proxy-v2") ? EVERYBODY : networks(directive, "proxy");
        LookupTable xclient = networks(directive, "xclient");
        List<SocketCompiler.Socket> open = sockets.sockets(directive);
        // without one the problem is told, and there is nothing to make
        policy.ifPresent(secured -> open.forEach(socket -> listeners.add(new Listener(
                spec(directive, socket, hostname, secured, auth(directive, submission), steps(reception)),
                submission,
                reception,
                proxies,
                xclient))));
    }

    /** The name of every client is looked up while it waits for the greeting: any rule may ask for it. */
    private static Set<Step> steps(Reception reception) {
        Set<Step> steps = EnumSet.of(Step.CONNECT);
        steps.addAll(reception.filters().steps());
        return steps;
    }

    private LookupTable networks(ListenDirective directive, String phrase) {
        return directive
                .option(phrase)
                .map(option -> tables.listed(option.operands().get(0), LookupTable.Service.NETADDR))
                .orElse(NOBODY);
    }

    private static AuthPolicy auth(ListenDirective directive, Submission submission) {
        return submission.source() instanceof AuthSource.Nobody
                ? AuthPolicy.NONE
                : new AuthPolicy(
                        directive.has("auth") ? AuthPolicy.Mode.REQUIRED : AuthPolicy.Mode.OPTIONAL,
                        AuthPolicy.passwordMechanisms(),
                        submission.senders() instanceof SenderRule.Listed);
    }

    private ListenerSpec spec(
            ListenDirective directive,
            SocketCompiler.Socket socket,
            String hostname,
            TlsPolicy secured,
            AuthPolicy auth,
            Set<Step> steps) {
        long size = directive
                .option("max-message-size")
                .map(option -> Quantity.octets(option.value()))
                .orElse(maxMessageSize);
        return new ListenerSpec(
                socket.name(),
                socket.address(),
                hostname,
                text(directive, "tag", ""),
                directive.has("lmtp") ? Protocol.LMTP : Protocol.SMTP,
                secured,
                auth,
                new Extensions(!directive.has("no-dsn"), Extensions.USUAL.binaryMime()),
                TrustedSources.NONE,
                new Trace(directive.has("received-auth"), directive.has("mask-src")),
                size,
                new Caps(cap(directive, "max-clients"), cap(directive, "max-clients-per-source")),
                true,
                steps);
    }

    private static String text(ListenDirective directive, String phrase, String otherwise) {
        return directive.option(phrase).map(Option::value).orElse(otherwise);
    }

    private static int cap(ListenDirective directive, String phrase) {
        return directive
                .option(phrase)
                .map(option -> Quantity.count(option.value()))
                .orElse(Integer.MAX_VALUE);
    }
}
