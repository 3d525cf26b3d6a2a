package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Login;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.queue.core.tables.InlineTable;

class HopsTest {

    private static final TlsTerms AT_ONCE = new TlsTerms.FromTheStart(new Trust.Named(List.of("h.test"), ""));

    private final Hops hops = new Hops("mx.waybill.test");

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private List<Hop> known(RelayOptions options, String url, TlsTerms terms) throws UnknownHostException {
        Hops.Answer answer = hops.of(options, RelayUrl.parse(url), address("192.0.2.1"), terms);
        return assertInstanceOf(Hops.Answer.Known.class, answer, answer.toString())
                .hops();
    }

    @Test
    void sslHasASecondDoorAndNeverOneInPlainText() throws Exception {
        List<Hop> doors = known(RelayOptions.USUAL, "ssl://h.test", AT_ONCE);
        assertEquals(List.of(465, 25), doors.stream().map(Hop::port).toList());
        assertEquals(
                List.of(AT_ONCE, new TlsTerms.ByStartTls(new Trust.Named(List.of("h.test"), ""))),
                doors.stream().map(Hop::tls).toList());
        assertEquals(1, known(RelayOptions.USUAL, "smtps://h.test", AT_ONCE).size());
    }

    @Test
    void theUrlGoesBeforeTheAction() throws Exception {
        RelayOptions options = new RelayOptions(
                RelayOptions.USUAL.sender(),
                Verify.UNSAID,
                "ours",
                "",
                TlsChoice.USUAL,
                new RelayOptions.Names("action.test", null),
                table(Map.of("192.0.2.7", "192.0.2.7")),
                table(Map.of("isp", "joe:secret")));
        Hop plain = known(options, "smtps://h.test", AT_ONCE).get(0);
        assertEquals(List.of("action.test", "ours"), List.of(plain.helo(), plain.pki()));
        assertEquals(address("192.0.2.7"), plain.source().orElseThrow());
        assertTrue(plain.login().isEmpty());

        Hop own = known(options, "smtps://isp@h.test?helo=url.test&pki=theirs&src=192.0.2.8", AT_ONCE)
                .get(0);
        assertEquals(List.of("url.test", "theirs"), List.of(own.helo(), own.pki()));
        assertEquals(address("192.0.2.8"), own.source().orElseThrow());
        assertEquals("joe", own.login().map(Login::user).orElse(""));
    }

    @Test
    void mailWaitsWhereSomethingIsMissing() throws Exception {
        RelayOptions options = new RelayOptions(
                RelayOptions.USUAL.sender(),
                Verify.UNSAID,
                "",
                "",
                TlsChoice.USUAL,
                RelayOptions.Names.SERVER,
                table(Map.of("2001:db8::7", "2001:db8::7")),
                table(Map.of("isp", "joe:secret")));
        assertEquals(
                new Hops.Answer.Waiting(ReplyLine.ours("451 4.4.4 None of our addresses can reach h.test [192.0.2.1]")),
                hops.of(options, RelayUrl.parse("smtps://h.test"), address("192.0.2.1"), AT_ONCE));
        Hops.Answer.Waiting nobody = assertInstanceOf(
                Hops.Answer.Waiting.class,
                hops.of(options, RelayUrl.parse("smtps://other@h.test"), address("2001:db8::1"), AT_ONCE));
        assertEquals(
                ReplyLine.ours(
                        "451 4.7.0 No credentials: table <t> has no credentials under 'other'",
                        "451 4.7.0 No credentials"),
                nobody.reply());
    }

    private static InlineTable table(Map<String, String> entries) {
        return new InlineTable(
                "t",
                entries.entrySet().stream()
                        .map(entry -> new InlineTable.Entry(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
