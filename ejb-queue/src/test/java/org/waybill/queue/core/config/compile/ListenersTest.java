package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.SelfSigned;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

class ListenersTest {

    private static final String REST =
            """
            action "a" relay
            match for any action "a"
            pki p cert "c.pem"
            pki p key "k.pem"
            pki q cert "c.pem"
            pki q key "k.pem"
            pki own self-signed
            ca c cert "ca.pem"
            table creds { joe = "$6$x" }
            table snd { joe = "joe@a.test, @b.test" }
            table nets { "192.0.2.0/24" }
            """;

    private static final Map<String, String> FILES = Map.of("c.pem", "", "k.pem", "", "ca.pem", "");

    private static final TlsIdentity P = identity("p");
    private static final TlsIdentity OWN =
            new TlsIdentity("own", Path.of("/data/pki/own.crt"), Path.of("/data/pki/own.key"));

    private static TlsIdentity identity(String name) {
        return new TlsIdentity(name, Path.of("/data/c.pem"), Path.of("/data/k.pem"));
    }

    private static Configuration compile(String text) {
        Compilation compilation = new Laboratory(FILES).compile(text + "\n" + REST);
        return assertInstanceOf(Compilation.Compiled.class, compilation, compilation::toString)
                .configuration();
    }

    private static ListenerSpec plain(String address, int port) {
        return ListenerSpec.smtp(new InetSocketAddress(Laboratory.address(address), port), "mx.seed.test", 35 << 20)
                .withHeaderRequired()
                .withSteps(Set.of(Step.CONNECT));
    }

    private static TlsPolicy tls(TlsMode mode, TlsIdentity... identities) {
        return new TlsPolicy(mode, List.of(identities));
    }

    private static AuthPolicy auth(AuthPolicy.Mode mode, boolean checksSender) {
        return new AuthPolicy(mode, AuthPolicy.passwordMechanisms(), checksSender);
    }

    /** Options of a listener on 127.0.0.1, and what becomes of them. */
    record Example(String options, ListenerSpec spec) {
        @Override
        public String toString() {
            return options;
        }
    }

    static List<Example> examples() {
        ListenerSpec smtp = plain("127.0.0.1", 25);
        ListenerSpec secured = smtp.withTls(tls(TlsMode.OFFERED, P));
        return List.of(
                new Example("", smtp),
                new Example("port 2525", plain("127.0.0.1", 2525)),
                new Example("tls pki p", secured),
                new Example("tls pki p q", smtp.withTls(tls(TlsMode.OFFERED, P, identity("q")))),
                new Example("tls-require pki p", smtp.withTls(tls(TlsMode.REQUIRED, P))),
                new Example("smtps pki p", plain("127.0.0.1", 465).withTls(tls(TlsMode.IMPLICIT, P))),
                new Example("tls pki own", smtp.withTls(tls(TlsMode.OFFERED, OWN))),
                new Example(
                        "tls-require verify pki p",
                        smtp.withTls(new TlsPolicy(TlsMode.REQUIRED, List.of(P), true, List.of()))),
                new Example(
                        "smtps verify pki p ca c",
                        plain("127.0.0.1", 465)
                                .withTls(new TlsPolicy(
                                        TlsMode.IMPLICIT, List.of(P), true, List.of(Path.of("/data/ca.pem"))))),
                new Example("tls pki p auth", secured.withAuth(auth(AuthPolicy.Mode.REQUIRED, false))),
                new Example("tls pki p auth <creds>", secured.withAuth(auth(AuthPolicy.Mode.REQUIRED, false))),
                new Example("tls pki p auth-optional", secured.withAuth(auth(AuthPolicy.Mode.OPTIONAL, false))),
                new Example("tls pki p auth senders <snd>", secured.withAuth(auth(AuthPolicy.Mode.REQUIRED, true))),
                new Example("no-dsn", smtp.withExtensions(new ListenerSpec.Extensions(false, false))),
                new Example("received-auth", smtp.withTrace(new ListenerSpec.Trace(true, false))),
                new Example("mask-src", smtp.withTrace(new ListenerSpec.Trace(false, true))),
                new Example("port 24 lmtp", plain("127.0.0.1", 24).withProtocol(ListenerSpec.Protocol.LMTP)),
                new Example("tag IN", smtp.withTag("IN")),
                new Example("max-clients 10", smtp.withCaps(new ListenerSpec.Caps(10, Integer.MAX_VALUE))),
                new Example("max-clients-per-source 2", smtp.withCaps(new ListenerSpec.Caps(Integer.MAX_VALUE, 2))),
                // who is trusted is looked up later
                new Example("proxy <nets> xclient 10.0.0.1", smtp));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void makesTheAdaptersHalf(Example example) {
        List<Listener> listeners =
                compile("listen on 127.0.0.1 " + example.options()).listeners();
        assertEquals(
                List.of(example.spec()), listeners.stream().map(Listener::spec).toList());
    }

    /** X01, X03, X05, X06, X07. */
    @Test
    void hasFiltersDecide() {
        Configuration configuration = compile(
                """
                table jk { "@client.test" }
                table vip { "alice@mx.seed.test" }
                table all { 10.9.0.0/24 }
                filter "d" chain { "a", "b" }
                filter "rdns" phase connect match !rdns disconnect "550 no rDNS"
                filter "ehlo" phase ehlo match helo regex "^spam" reject "550 go away"
                filter "junk" phase mail-from match mail-from <jk> junk
                filter "a" phase rcpt-to match rcpt-to <vip> bypass
                filter "b" phase rcpt-to match src <all> reject "550 blocked"
                filter "new" phase mail-from match mail-from <jk> rewrite "<new@sender.test>"
                listen on 127.0.0.1 port 1 filter { "rdns", "ehlo", "junk" }
                listen on 127.0.0.1 port 2 filter "d"
                listen on 127.0.0.1 port 3 hostnames { "127.0.0.1" = five.seed.test } filter "new"
                listen on socket filter "junk" no-dsn tag IN mask-src
                """);
        assertEquals(
                List.of(
                        Set.of(Step.CONNECT, Step.EHLO, Step.MAIL),
                        Set.of(Step.CONNECT, Step.RCPT),
                        Set.of(Step.CONNECT, Step.MAIL)),
                configuration.listeners().stream()
                        .map(listener -> listener.spec().steps())
                        .toList());
        assertEquals(
                List.of("Disconnected[550 no rDNS]", "Refused[550 go away]", "junk s@client.test", "Proceed"),
                List.of(
                        decided(configuration, 0, Step.CONNECT, ""),
                        decided(configuration, 0, Step.EHLO, "spammer"),
                        decided(configuration, 0, Step.MAIL, "s@client.test"),
                        decided(configuration, 0, Step.HELO, "spammer")));
        assertEquals(
                List.of("Refused[550 5.7.1 blocked]", "Proceed", "Rewritten new@sender.test"),
                List.of(
                        decided(configuration, 1, Step.RCPT, "bob@mx.seed.test"),
                        decided(configuration, 1, Step.RCPT, "alice@mx.seed.test"),
                        decided(configuration, 2, Step.MAIL, "s@client.test")));
        SocketPolicy socket = configuration.socket();
        assertEquals(new SocketPolicy("IN", true, false, socket.filters()), socket);
        assertEquals(Set.of(Step.MAIL), socket.filters().steps());
        assertEquals(SocketPolicy.USUAL, compile("listen on lo").socket());
    }

    private static String decided(Configuration configuration, int listener, Step step, String argument) {
        Peer peer = Peer.connected(Laboratory.address("10.9.0.4"), Laboratory.address("10.9.0.1"), "", "")
                .withHelo(argument, true)
                .withReverse(ReverseName.NONE);
        StepVerdict verdict = configuration
                .listeners()
                .get(listener)
                .reception()
                .filters()
                .decide(new StepRequest(step, peer, argument, ReversePath.parse("s@client.test"), List.of()))
                .verdict();
        if (verdict instanceof StepVerdict.Rewritten rewritten) {
            return (rewritten.junk() ? "junk " : "Rewritten ") + rewritten.argument();
        } else if (verdict instanceof StepVerdict.Refused refused) {
            return "Refused[" + refused.reply() + "]";
        } else if (verdict instanceof StepVerdict.Disconnected disconnected) {
            return "Disconnected[" + disconnected.reply() + "]";
        }
        return verdict.getClass().getSimpleName();
    }

    @Test
    void opensASocketForEachAddress() {
        String text = "smtp max-message-size 10M\nlisten on lo hostname in.test max-message-size 1M\n"
                + "listen on lo inet6 port 26\nlisten on mx.seed.test";
        assertEquals(
                List.of(
                        "127.0.0.1:25 in.test 1048576", "0:0:0:0:0:0:0:1:25 in.test 1048576",
                        "0:0:0:0:0:0:0:1:26 mx.seed.test 10485760", "10.9.0.1:25 mx.seed.test 10485760"),
                compile(text).listeners().stream()
                        .map(Listener::spec)
                        .map(spec -> spec.name() + " " + spec.hostname() + " " + spec.maxMessageSize())
                        .toList());
    }

    @Test
    void givesListenersOnAnyFreePortNamesOfTheirOwn() {
        Configuration configuration = compile("listen on 127.0.0.1 port 0\nlisten on 127.0.0.1 port 0 tag B");
        assertEquals(
                List.of("127.0.0.1:0", "127.0.0.1:0#2"),
                configuration.listeners().stream()
                        .map(listener -> listener.spec().name())
                        .toList());
        assertEquals(
                "B",
                configuration.listener("127.0.0.1:0#2").orElseThrow().spec().tag());
        assertTrue(configuration.listener("127.0.0.1:1").isEmpty());
    }

    @Test
    void tellsWhoMaySend() {
        List<Submission> submissions = compile(
                        """
                        listen on 127.0.0.1 port 1
                        listen on 127.0.0.1 port 2 tls pki p auth
                        listen on 127.0.0.1 port 3 tls pki p auth-optional <creds>
                        listen on 127.0.0.1 port 4 tls pki p auth <creds> senders <snd>
                        listen on 127.0.0.1 port 5 tls pki p auth <creds> senders <snd> masquerade
                        """)
                .listeners()
                .stream()
                .map(Listener::submission)
                .toList();
        SenderRule anybody = new SenderRule.Anybody();
        assertEquals(Submission.NONE, submissions.get(0));
        assertEquals(new Submission(new AuthSource.IdentityStores(), anybody), submissions.get(1));
        AuthSource.Table creds =
                assertInstanceOf(AuthSource.Table.class, submissions.get(2).source());
        assertEquals(new LookupTable.Answer.Found("$6$x"), creds.credentials().lookup("Joe"));
        assertEquals(anybody, submissions.get(2).senders());
        SenderRule.Listed listed =
                assertInstanceOf(SenderRule.Listed.class, submissions.get(3).senders());
        assertEquals(
                new LookupTable.Answer.Found("joe@a.test, @b.test"),
                listed.addresses().lookup("joe"));
        assertFalse(listed.masquerade());
        assertEquals(
                new SenderRule.Listed(listed.addresses(), true),
                submissions.get(4).senders());
    }

    @Test
    void keepsTheTablesOfThoseWhoAreTrusted() {
        List<Listener> listeners = compile(
                        """
                        listen on 127.0.0.1 port 1
                        listen on 127.0.0.1 port 2 proxy-v2
                        listen on 127.0.0.1 port 3 proxy <nets> xclient { 10.0.0.1, 10.0.0.2 }
                        """)
                .listeners();
        assertEquals(
                List.of(Set.of(), Set.of("0.0.0.0/0", "::/0"), Set.of("192.0.2.0/24")),
                listeners.stream().map(listener -> entries(listener.proxies())).toList());
        assertEquals(
                List.of(Set.of(), Set.of(), Set.of("10.0.0.1", "10.0.0.2")),
                listeners.stream().map(listener -> entries(listener.xclient())).toList());
    }

    private static Set<String> entries(LookupTable table) {
        return Set.copyOf(assertInstanceOf(LookupTable.Contents.Values.class, table.contents())
                .values());
    }

    @Test
    void asksForOwnKeyPairsOfTheListenersThatUseThem() {
        String text =
                """
                listen on 127.0.0.1 port 1 tls pki own hostname b.test
                listen on 127.0.0.1 port 2 tls pki p own hostname c.test
                pki idle self-signed
                """;
        assertEquals(
                List.of(new SelfSigned(OWN, List.of("mx.seed.test", "b.test", "c.test"))),
                compile(text).selfSigned());
    }

    @Test
    void hasLimits() {
        Configuration usual = compile("listen on 127.0.0.1");
        assertEquals(SessionLimits.defaults(), usual.sessionLimits());
        assertEquals(1_000_000, usual.queueDepth());
        Configuration other =
                compile("listen on 127.0.0.1\nsmtp limit max-mails 7\nsmtp limit max-rcpt 9\nqueue max-depth 100");
        assertEquals(SessionLimits.defaults().withMails(7, 9), other.sessionLimits());
        assertEquals(100, other.queueDepth());
    }
}
