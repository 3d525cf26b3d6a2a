package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

class TlsServerTest {

    private static final String HOST = "mx.example.org";

    private final Path directory;
    private final TestServer test;

    TlsServerTest(@TempDir Path directory) {
        this.directory = directory;
        this.test = new TestServer(directory);
    }

    @AfterEach
    void closeServer() {
        test.close();
    }

    private static ListenerSpec spec(TlsMode tls, TlsIdentity... identities) {
        return TestServer.spec().withTls(new TlsPolicy(tls, List.of(identities)));
    }

    private TestKeys keys(String name) throws Exception {
        return TestKeys.make(directory.resolve(name), HOST);
    }

    private ListenerReport apply(ListenerSpec... specs) {
        return test.server.apply(test.plan(Conversations.limits(), specs));
    }

    private static void talk(InetSocketAddress address, SSLContext context, String hostname) throws IOException {
        try (WireClient client = WireClient.overTls(address, context, hostname)) {
            client.hears("220");
            client.say("EHLO client.example").hears("250 HELP");
            client.say("QUIT").hears("221");
            client.hearsTheEnd();
        }
    }

    // ---- the handshake

    @Test
    void upgradesToTls() throws Exception {
        TestKeys keys = keys("a");
        try (WireClient client = new WireClient(test.open(spec(TlsMode.REQUIRED, keys.identity())))) {
            client.hears("220");
            client.say("EHLO client.example").hears("250 HELP");
            client.say("MAIL FROM:<anna@client.example>").hears("530 5.7.0");
            client.say("STARTTLS").hears("220 2.0.0");
            client.startTls(keys.client(), HOST);
            client.say("MAIL FROM:<anna@client.example>").hears("503");
            client.say("EHLO client.example").hears("250 HELP");
            client.say("MAIL FROM:<anna@client.example>").hears("250");
            client.say("RCPT TO:<otto@example.org>").hears("250");
            client.say("DATA").hears("354");
            client.say("text").say(".").hears("250 2.0.0");
            client.say("QUIT").hears("221");
            client.hearsTheEnd();
        }
        FakeApplication.Mail mail = test.application.mails().get(0);
        assertEquals(
                "TLSv1.3:TLS_AES_128_GCM_SHA256:128:NO",
                mail.transaction().peer().tls());
        assertTrue(mail.text().contains(" with ESMTPS id "), mail::text);
    }

    @Test
    void speaksTlsFromTheStartAndChoosesByName() throws Exception {
        TestKeys one = TestKeys.make(directory, "one.example.org");
        TestKeys two = TestKeys.make(directory, "two.example.org");
        InetSocketAddress address = test.open(spec(TlsMode.IMPLICIT, one.identity(), two.identity()));
        talk(address, one.client(), "one.example.org");
        talk(address, two.client(), "two.example.org");
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA", "EC", "EC_SHA384", "ED25519"})
    void takesKeysOfAllAlgorithms(TestKeys.Kind kind) throws Exception {
        TestKeys keys = TestKeys.make(directory, HOST, kind);
        talk(test.open(spec(TlsMode.IMPLICIT, keys.identity())), keys.client(), HOST);
    }

    /** A hello as clients sent it before versions became an extension; the answer is a record whose first octet tells. */
    @ParameterizedTest
    @CsvSource({"0300, 15030000020246", "0301, 15030100020246", "0302, 15030200020246", "0303, 160303"})
    void speaksTls12OrNewer(String version, String answer) throws Exception {
        TestKeys keys = keys("a");
        byte[] expected = HexFormat.of().parseHex(answer);
        String suites = "0004c02bc009"; // one of TLS 1.2 and one of 1.0
        String extensions = "000a000400020017" + "000b00020100" + "000d000600040403" + "0804";
        String hello = version + "11".repeat(32) + "00" + suites + "0100" + length(extensions, 2) + extensions;
        String handshake = "01" + length(hello, 3) + hello;
        byte[] record = HexFormat.of().parseHex("16" + version + length(handshake, 2) + handshake);
        try (WireClient client = new WireClient(test.open(spec(TlsMode.IMPLICIT, keys.identity())))) {
            byte[] answered = client.say(record).hearsOctets(expected.length);
            if (answered[0] == 0x15) {
                expected[1] = answered[1]; // which version says that it is not spoken is nobody's concern
                expected[2] = answered[2];
            }
            assertEquals(
                    HexFormat.of().formatHex(expected), HexFormat.of().formatHex(answered), Arrays.toString(answered));
        }
    }

    private static String length(String hex, int octets) {
        return HexFormat.of().toHexDigits(hex.length() / 2, 2 * octets);
    }

    @Test
    void runsNothingThatWasInjectedBehindStartTls() throws Exception {
        TestKeys keys = keys("a");
        try (WireClient client = new WireClient(test.open(spec(TlsMode.OFFERED, keys.identity())))) {
            client.hears("220");
            client.say("EHLO client.example").hears("250 HELP");
            client.say("STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<evil@client.example>");
            client.hears("503 5.5.1");
            client.hearsTheEnd();
        }
    }

    @Test
    void dropsAClientThatSpeaksClearTextInTls() throws Exception {
        TestKeys keys = keys("a");
        try (WireClient client = new WireClient(test.open(spec(TlsMode.IMPLICIT, keys.identity())))) {
            client.say("EHLO client.example");
            assertThrows(IOException.class, () -> client.hears("220"));
        }
    }

    // ---- certificates of clients

    private InetSocketAddress openForClientsOf(TestKeys server, Path... authorities) {
        TlsPolicy policy = new TlsPolicy(TlsMode.OFFERED, List.of(server.identity()), true, List.of(authorities));
        return test.open(TestServer.spec().withTls(policy));
    }

    private static void upgrade(InetSocketAddress address, SSLContext context) throws IOException {
        try (WireClient client = new WireClient(address)) {
            client.hears("220");
            client.say("STARTTLS").hears("220 2.0.0");
            client.startTls(context, HOST);
            client.say("EHLO client.example").hears("250 HELP");
            client.say("MAIL FROM:<anna@client.example>").hears("250");
            client.say("RCPT TO:<otto@example.org>").hears("250");
        }
    }

    @Test
    void demandsACertificateThatAnAuthorityHasSigned() throws Exception {
        TestKeys server = keys("server");
        TestKeys good = TestKeys.make(directory, "good.example");
        TestKeys bad = TestKeys.make(directory, "bad.example");
        InetSocketAddress address = openForClientsOf(server, good.identity().certificate());
        assertThrows(IOException.class, () -> upgrade(address, server.client()));
        assertThrows(IOException.class, () -> upgrade(address, server.clientThatShows(bad)));
        upgrade(address, server.clientThatShows(good));
        assertEquals(1, test.application.requests().size());
        assertTrue(test.application.requests().get(0).peer().tls().endsWith(":YES"));
    }

    @Test
    void trustsThePlatformsAuthoritiesWhereNoneAreGiven() throws Exception {
        TestKeys server = keys("server");
        TestKeys unknown = TestKeys.make(directory, "unknown.example");
        InetSocketAddress address = openForClientsOf(server);
        assertThrows(IOException.class, () -> upgrade(address, server.clientThatShows(unknown)));
    }

    @Test
    void namesTheAuthoritiesThatCannotBeRead() throws Exception {
        Path missing = directory.resolve("none.pem");
        TlsPolicy policy = new TlsPolicy(TlsMode.OFFERED, List.of(keys("a").identity()), true, List.of(missing));
        ListenerReport report = apply(TestServer.spec().withTls(policy));
        assertTrue(report.listeners().get(0).failure().contains(missing.toString()), report::toString);
    }

    // ---- files

    @Test
    void namesTheFileThatIsWrong() throws Exception {
        TlsIdentity good = keys("a").identity();
        TlsIdentity other = keys("b").identity();
        Path none = directory.resolve("none");
        ListenerReport report = apply(
                spec(TlsMode.OFFERED, new TlsIdentity("mx", none, good.key())),
                spec(TlsMode.OFFERED, new TlsIdentity("mx", good.certificate(), none)),
                spec(TlsMode.OFFERED, new TlsIdentity("mx", good.key(), good.key())),
                spec(TlsMode.OFFERED, new TlsIdentity("mx", good.certificate(), good.certificate())),
                spec(TlsMode.OFFERED, new TlsIdentity("mx", good.certificate(), other.key())));
        List<String> failures =
                report.listeners().stream().map(ListenerReport.Entry::failure).toList();
        assertEquals(
                List.of(
                        "certificate 'mx': cannot read " + none,
                        "certificate 'mx': cannot read " + none,
                        "certificate 'mx': " + good.key()
                                + ": no certificate in PEM form (-----BEGIN CERTIFICATE-----)",
                        "certificate 'mx': " + good.certificate()
                                + ": no private key in PEM form (-----BEGIN PRIVATE KEY-----)",
                        "certificate 'mx': " + other.key() + ": the key does not belong to the certificate"),
                failures);
    }

    private static void install(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void followsAChangedCertificateWithoutDisturbingAnybody() throws Exception {
        TestKeys old = keys("old");
        TestKeys renewed = keys("renewed");
        ListenerPlan plan = test.plan(Conversations.limits(), spec(TlsMode.OFFERED, old.identity()));
        InetSocketAddress address = test.server.apply(plan).listeners().get(0).bound();
        try (WireClient before = new WireClient(address);
                WireClient between = new WireClient(address)) {
            before.hears("220");
            before.say("STARTTLS").hears("220");
            before.startTls(old.client(), HOST);
            between.hears("220");
            install(renewed.identity().certificate(), old.identity().certificate());
            install(renewed.identity().key(), old.identity().key());
            assertTrue(test.server.apply(plan).allOpen());
            before.say("NOOP").hears("250");
            between.say("STARTTLS").hears("220");
            between.startTls(renewed.client(), HOST);
            between.say("NOOP").hears("250");
        }
        upgrade(address, renewed.client());
    }

    @Test
    void keepsTheOldPairUntilTheNewOneIsWhole() throws Exception {
        TestKeys old = keys("old");
        TestKeys renewed = keys("renewed");
        SSLContext oldClient = old.client();
        ListenerPlan plan = test.plan(Conversations.limits(), spec(TlsMode.OFFERED, old.identity()));
        ListenerReport report = test.server.apply(plan);
        InetSocketAddress address = report.listeners().get(0).bound();
        install(renewed.identity().certificate(), old.identity().certificate());
        ListenerReport half = test.server.apply(plan);
        assertFalse(half.allOpen());
        assertTrue(
                half.listeners().get(0).failure().endsWith("the key does not belong to the certificate"),
                half::toString);
        assertEquals(half, test.server.apply(plan));
        upgrade(address, oldClient);
        install(renewed.identity().key(), old.identity().key());
        assertEquals(report, test.server.apply(plan));
        upgrade(address, renewed.client());
    }

    @Test
    void reloadsTheRestWhenOneCannotBeRead() throws Exception {
        TestKeys broken = TestKeys.make(directory, "broken.example.org");
        TestKeys old = keys("old");
        TestKeys renewed = keys("renewed");
        ListenerPlan plan =
                test.plan(Conversations.limits(), spec(TlsMode.IMPLICIT, broken.identity(), old.identity()));
        InetSocketAddress address = test.server.apply(plan).listeners().get(0).bound();
        Files.delete(broken.identity().key());
        install(renewed.identity().certificate(), old.identity().certificate());
        install(renewed.identity().key(), old.identity().key());
        assertFalse(test.server.apply(plan).allOpen());
        talk(address, broken.client(), "broken.example.org");
        talk(address, renewed.client(), HOST);
    }

    /** The files that are named are links, and to renew is to point them elsewhere. */
    @Test
    void followsLinks() throws Exception {
        TestKeys first = keys("archive1");
        TestKeys second = keys("archive2");
        Path live = Files.createDirectories(directory.resolve("live"));
        TlsIdentity linked = new TlsIdentity(HOST, live.resolve("fullchain.pem"), live.resolve("privkey.pem"));
        Files.createSymbolicLink(linked.certificate(), first.identity().certificate());
        Files.createSymbolicLink(linked.key(), first.identity().key());
        ListenerPlan plan = test.plan(Conversations.limits(), spec(TlsMode.IMPLICIT, linked));
        InetSocketAddress address = test.server.apply(plan).listeners().get(0).bound();
        talk(address, first.client(), HOST);
        Files.delete(linked.certificate());
        Files.delete(linked.key());
        Files.createSymbolicLink(linked.certificate(), second.identity().certificate());
        Files.createSymbolicLink(linked.key(), second.identity().key());
        assertTrue(test.server.apply(plan).allOpen());
        talk(address, second.client(), HOST);
    }

    /** Settings must not wait for a certificate that somebody else has broken. */
    @Test
    void followsOtherSettingsWithAnOldCertificate() throws Exception {
        TestKeys keys = keys("a");
        SSLContext client = keys.client();
        ListenerSpec spec = spec(TlsMode.OFFERED, keys.identity());
        InetSocketAddress address = test.open(spec);
        Files.delete(keys.identity().key());
        assertFalse(apply(spec.withTag("new tag")).allOpen());
        upgrade(address, client);
        assertEquals("new tag", test.application.requests().get(0).peer().tag());
    }
}
