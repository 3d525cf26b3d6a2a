package org.waybill.queue.core.config.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.ListenerSpec.Caps;
import org.waybill.smtp.listener.ListenerSpec.Extensions;
import org.waybill.smtp.listener.ListenerSpec.Protocol;
import org.waybill.smtp.listener.ListenerSpec.Trace;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.listener.TrustedSources;

/** The listeners of a text. */
final class ListenerCompiler {

    private static final LookupTable NOBODY = InlineTable.listOf("nobody", List.of());
    private static final LookupTable EVERYBODY = InlineTable.listOf("everybody", List.of("0.0.0.0/0", "::/0"));

    private final Scope scope;
    private final TableCompiler tables;
    private final TlsCompiler tls;
    private final SubmissionCompiler submissions;
    private final SocketCompiler sockets;
    private final long maxMessageSize;
    private final List<Listener> listeners = new ArrayList<>();

    /** @param maxMessageSize of listeners that have no other one */
    ListenerCompiler(Scope scope, TableCompiler tables, PkiCompiler pki, long maxMessageSize) {
        this.scope = scope;
        this.tables = tables;
        this.tls = new TlsCompiler(scope, pki);
        this.submissions = new SubmissionCompiler(scope, tables);
        this.sockets = new SocketCompiler(scope);
        this.maxMessageSize = maxMessageSize;
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
        directives.forEach(this::add);
        return listeners;
    }

    private void add(ListenDirective directive) {
        String hostname = text(directive, "hostname", scope.environment().hostname());
        Optional<TlsPolicy> policy = tls.policy(directive, hostname);
        Submission submission = submissions.submission(directive);
        LookupTable proxies = directive.has("proxy-v2") ? EVERYBODY : networks(directive, "proxy");
        LookupTable xclient = networks(directive, "xclient");
        List<SocketCompiler.Socket> open = sockets.sockets(directive);
        // without one the problem is told, and there is nothing to make
        policy.ifPresent(secured -> open.forEach(socket -> listeners.add(new Listener(
                spec(directive, socket, hostname, secured, auth(directive, submission)),
                submission,
                proxies,
                xclient))));
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
            AuthPolicy auth) {
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
                new Caps(cap(directive, "max-clients"), cap(directive, "max-clients-per-source")));
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
