package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

class NegotiatedTlsTest {

    private final Path directory;

    NegotiatedTlsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** RFC 5929 §4.1. */
    @ParameterizedTest
    @CsvSource({
        "RSA, SHA-256",
        "RSA_SHA512, SHA-512",
        "RSA_SHA1, SHA-256",
        "RSA_MD5, SHA-256",
        "RSA_PSS, SHA-384",
        "EC, SHA-256",
        "EC_SHA384, SHA-384",
        "ED25519, ''"
    })
    void hashesTheCertificateWithTheHashOfItsSignature(TestKeys.Kind kind, String hash) throws Exception {
        X509Certificate certificate =
                TestKeys.make(directory, "mx.example.org", kind).certificate();
        assertEquals(
                hash.isEmpty()
                        ? ""
                        : Base64.getEncoder()
                                .encodeToString(MessageDigest.getInstance(hash).digest(certificate.getEncoded())),
                NegotiatedTls.endPoint(certificate));
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384, TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO",
        "TLSv1.3, TLS_AES_128_GCM_SHA256, TLSv1.3:TLS_AES_128_GCM_SHA256:128:NO",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLSv1.2:TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256:128:NO"
    })
    void saysWhatWasNegotiated(String protocol, String cipher, String description) throws Exception {
        TestKeys one = TestKeys.make(directory, "one.example.org");
        TestKeys two = TestKeys.make(directory, "two.example.org");
        TlsPolicy policy = new TlsPolicy(TlsMode.IMPLICIT, List.of(one.identity(), two.identity()));
        SSLEngine engine = two.client().createSSLEngine("two.example.org", 465);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        engine.setEnabledCipherSuites(new String[] {cipher});
        AtomicInteger computed = new AtomicInteger();
        Executor elsewhere = task -> {
            computed.incrementAndGet();
            task.run();
        };
        EmbeddedChannel client = new EmbeddedChannel(new SslHandler(engine));
        EmbeddedChannel server =
                new EmbeddedChannel(TlsContexts.load(policy, elsewhere).newHandler());
        while (carry(client, server) || carry(server, client)) {
            assertTrue(server.isOpen());
        }
        SslHandler negotiated = server.pipeline().get(SslHandler.class);
        assertTrue(negotiated.handshakeFuture().isSuccess());
        assertEquals(description, NegotiatedTls.describe(negotiated));
        assertEquals(NegotiatedTls.endPoint(two.certificate()), NegotiatedTls.endPoint(negotiated));
        assertFalse(NegotiatedTls.endPoint(negotiated).isEmpty());
        assertTrue(computed.get() > 0, "the event loop computed itself");
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        boolean any = false;
        for (ByteBuf octets = from.readOutbound(); octets != null; octets = from.readOutbound()) {
            to.writeInbound(octets);
            any = true;
        }
        return any;
    }

    @Test
    void knowsTheKeySizeThatANameLeavesOut() {
        assertEquals("256", NegotiatedTls.bits("TLS_CHACHA20_POLY1305_SHA256"));
    }

    @Test
    void knowsNoCertificateBeforeTheHandshake() throws Exception {
        SSLEngine engine = TestKeys.make(directory, "mx.example.org").client().createSSLEngine();
        assertEquals("", NegotiatedTls.endPoint(new SslHandler(engine)));
    }
}
