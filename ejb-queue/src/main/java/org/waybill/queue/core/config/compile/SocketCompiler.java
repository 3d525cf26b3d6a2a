package org.waybill.queue.core.config.compile;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;

/** The sockets of a text's listeners: addresses, ports and names. */
final class SocketCompiler {

    private static final int SMTP_PORT = 25;
    private static final int SUBMISSIONS_PORT = 465;

    /**
     * Where to listen.
     *
     * @param name address and port, and a number where several have the same, as any free port
     */
    record Socket(String name, InetSocketAddress address) {}

    /** A socket that a line of the text asks for. */
    private record Taken(InetSocketAddress address, int line) {}

    private final Scope scope;
    private final List<Taken> taken = new ArrayList<>();

    SocketCompiler(Scope scope) {
        this.scope = scope;
    }

    /** A socket for each address of a directive; what cannot be listened on is reported. */
    List<Socket> sockets(ListenDirective directive) {
        int port = port(directive);
        List<Socket> sockets = new ArrayList<>();
        for (InetAddress address : addresses(directive)) {
            InetSocketAddress socket = new InetSocketAddress(address, port);
            checkFree(directive, socket);
            sockets.add(new Socket(name(socket), socket));
        }
        return sockets;
    }

    private int port(ListenDirective directive) {
        Optional<Option> given = directive.option("port");
        boolean implicit = directive.has("smtps") || directive.has("smtps verify");
        int port = given.map(option -> Quantity.port(option.value())).orElse(implicit ? SUBMISSIONS_PORT : SMTP_PORT);
        Option lmtp = directive.option("lmtp").orElse(null);
        if (lmtp != null && given.isEmpty()) {
            scope.problems().add(lmtp.place(), "LMTP has no port of its own", "port N", "add port 24");
        } else if (lmtp != null && port == SMTP_PORT) {
            scope.problems()
                    .add(
                            lmtp.place(),
                            "LMTP is not spoken on port 25 (RFC 2033)",
                            "another port",
                            "write port 24, or take lmtp out");
        }
        return port;
    }

    private List<InetAddress> addresses(ListenDirective directive) {
        Word name = directive.address();
        ListenAddresses.Answer answer = scope.environment().listenAddresses().resolve(name.value());
        if (answer instanceof ListenAddresses.Answer.Unknown unknown) {
            cannotListen(name, unknown.reason());
            return List.of();
        }
        List<InetAddress> all = ((ListenAddresses.Answer.Addresses) answer).addresses();
        List<InetAddress> chosen = all.stream()
                .filter(address -> !directive.has(address instanceof Inet4Address ? "inet6" : "inet4"))
                .toList();
        if (chosen.isEmpty()) {
            cannotListen(name, "it has no address of that family");
        }
        return chosen;
    }

    private void cannotListen(Word name, String reason) {
        scope.problems()
                .add(
                        name.place(),
                        "cannot listen on '" + name.value() + "': " + reason,
                        "an address, a host name or an interface of this machine",
                        "");
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

    private String name(InetSocketAddress socket) {
        long same =
                taken.stream().filter(other -> other.address().equals(socket)).count();
        return socket.getAddress().getHostAddress() + ":" + socket.getPort() + (same > 1 ? "#" + same : "");
    }
}
