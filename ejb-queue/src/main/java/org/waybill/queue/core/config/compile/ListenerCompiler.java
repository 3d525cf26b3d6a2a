package org.waybill.queue.core.config.compile;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

/** The listeners of a text. */
final class ListenerCompiler {

    private static final Map<String, TlsMode> MODES =
            Map.of("tls", TlsMode.OFFERED, "tls-require", TlsMode.REQUIRED, "smtps", TlsMode.IMPLICIT);

    private static final int SMTP_PORT = 25;
    private static final int SUBMISSIONS_PORT = 465;

    /** A socket that a line of the text asks for. */
    private record Taken(InetSocketAddress address, int line) {}

    private final Scope scope;
    private final PkiCompiler pki;
    private final long maxMessageSize;
    private final List<ListenerSpec> listeners = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();

    /** @param maxMessageSize of listeners that have no other one */
    ListenerCompiler(Scope scope, PkiCompiler pki, long maxMessageSize) {
        this.scope = scope;
        this.pki = pki;
        this.maxMessageSize = maxMessageSize;
    }

    List<ListenerSpec> compile() {
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
        TlsMode mode = directive.options().stream()
                .map(option -> MODES.getOrDefault(option.phrase(), TlsMode.NONE))
                .filter(found -> found != TlsMode.NONE)
                .findFirst()
                .orElse(TlsMode.NONE);
        List<TlsIdentity> identities = identities(directive);
        if (mode != TlsMode.NONE && option(directive, "pki").isEmpty()) {
            scope.problems()
                    .add(
                            directive.place(),
                            "a listener with TLS needs a certificate",
                            "pki NAME",
                            "add pki NAME, and define it with pki NAME cert \"FILE\" and pki NAME key \"FILE\"");
        }
        int port = option(directive, "port")
                .map(option -> Quantity.port(option.value()))
                .orElse(mode == TlsMode.IMPLICIT ? SUBMISSIONS_PORT : SMTP_PORT);
        for (InetAddress address : addresses(directive.address())) {
            InetSocketAddress socket = new InetSocketAddress(address, port);
            checkFree(directive, socket);
            if (mode == TlsMode.NONE || !identities.isEmpty()) {
                listeners.add(spec(directive, socket, mode, identities));
            }
        }
    }

    private ListenerSpec spec(
            ListenDirective directive, InetSocketAddress socket, TlsMode mode, List<TlsIdentity> identities) {
        String hostname = option(directive, "hostname")
                .map(Option::value)
                .orElse(scope.environment().hostname());
        long size = option(directive, "max-message-size")
                .map(option -> Quantity.octets(option.value()))
                .orElse(maxMessageSize);
        return ListenerSpec.smtp(socket, hostname, size)
                .withTag(option(directive, "tag").map(Option::value).orElse(""))
                .withTls(new TlsPolicy(mode, identities));
    }

    private List<TlsIdentity> identities(ListenDirective directive) {
        return option(directive, "pki").map(Option::operands).orElse(List.of()).stream()
                .map(name -> pki.identity((Word) name))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<InetAddress> addresses(Word name) {
        ListenAddresses.Answer answer = scope.environment().listenAddresses().resolve(name.value());
        if (answer instanceof ListenAddresses.Answer.Unknown unknown) {
            scope.problems()
                    .add(
                            name.place(),
                            "cannot listen on '" + name.value() + "': " + unknown.reason(),
                            "an address, a host name or an interface of this machine",
                            "");
            return List.of();
        }
        return ((ListenAddresses.Answer.Addresses) answer).addresses();
    }

    private void checkFree(ListenDirective directive, InetSocketAddress socket) {
        taken.stream()
                .filter(other -> collide(other.address(), socket))
                .findFirst()
                .ifPresent(other -> scope.problems()
                        .add(
                                directive.place(),
                                socket.getAddress().getHostAddress() + " port " + socket.getPort()
                                        + " is already listened on by line " + other.line(),
                                "",
                                "take one of them out, or give it another port"));
        taken.add(new Taken(socket, directive.place().line()));
    }

    private static boolean collide(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && one.getPort() != 0
                && (one.getAddress().equals(other.getAddress())
                        || one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress());
    }

    private static Optional<Option> option(ListenDirective directive, String phrase) {
        return directive.options().stream()
                .filter(option -> option.phrase().equals(phrase))
                .findFirst();
    }
}
