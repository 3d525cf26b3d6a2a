package org.waybill.smtp.netty;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.session.SecuredChannel;

/**
 * The key material of one listener, read once. Which certificate a client sees is decided by the name it asks for (SNI,
 * RFC 6066 §3); who asks for none, or for an unknown one, sees the first.
 */
final class TlsContexts {

    /** RFC 8996 has the older ones buried. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_CLIENT_HELLO = 32 * 1_024;
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6

    private final Mapping<String, SslContext> byName;

    private TlsContexts(Mapping<String, SslContext> byName) {
        this.byName = byName;
    }

    /**
     * Reads the files.
     *
     * @param identities at least one
     * @throws IOException with a message that names the identity and the file
     */
    static TlsContexts load(List<TlsIdentity> identities) throws IOException {
        DomainWildcardMappingBuilder<SslContext> byName =
                new DomainWildcardMappingBuilder<>(context(identities.get(0)));
        Set<String> taken = new HashSet<>();
        for (TlsIdentity identity : identities) {
            SslContext context = context(identity);
            for (String name : names(identity)) {
                if (taken.add(name)) {
                    byName.add(name, context);
                }
            }
        }
        return new TlsContexts(byName.build());
    }

    private static SslContext context(TlsIdentity identity) throws IOException {
        readable(identity, identity.certificate());
        readable(identity, identity.key());
        try {
            return SslContextBuilder.forServer(
                            identity.certificate().toFile(), identity.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "certificate '" + identity.name() + "' (" + identity.certificate() + ", " + identity.key() + "): "
                            + e.getMessage(),
                    e);
        }
    }

    private static void readable(TlsIdentity identity, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("certificate '" + identity.name() + "': cannot read " + file);
        }
    }

    /** The host names that a certificate is for. */
    private static Set<String> names(TlsIdentity identity) throws IOException {
        Set<String> names = new HashSet<>();
        try (InputStream in = Files.newInputStream(identity.certificate())) {
            Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (first instanceof X509Certificate certificate) {
                Collection<List<?>> alternatives =
                        Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
                for (List<?> alternative : alternatives) {
                    if (alternative.get(0).equals(DNS_NAME) && alternative.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateException e) {
            throw new IOException("certificate '" + identity.name() + "': " + identity.certificate() + ": " + e, e);
        }
        return names;
    }

    /** A handler for the head of one connection's pipeline; it reports its success as a handshake event. */
    ChannelHandler newHandler() {
        return new SniHandler(byName, MAX_CLIENT_HELLO, HANDSHAKE_TIMEOUT.toMillis());
    }

    /** What was negotiated. */
    static SecuredChannel secured(SslHandler handler) {
        SSLSession session = handler.engine().getSession();
        return new SecuredChannel(session.getProtocol() + ":" + session.getCipherSuite(), "");
    }
}
