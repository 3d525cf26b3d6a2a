package org.waybill.smtp.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.keys.FileStamp;
import org.waybill.smtp.keys.KeyMaterial;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsPolicy;

/**
 * The key material of one listener. Which certificate a client sees is decided by the name it asks for (SNI, RFC 6066
 * §3); who asks for none, or for an unknown one, sees the first. A file that changes is followed by {@link #refresh}:
 * every handshake that begins afterwards uses the new one, sessions that have had theirs go on.
 */
final class TlsContexts {

    /** RFC 8996 has the older ones buried. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_CLIENT_HELLO = 32 * 1_024;

    private final TlsPolicy policy;
    private final Executor handshakes;
    private final Map<TlsIdentity, Loaded> loaded = new HashMap<>();
    private volatile @Nullable Mapping<String, SslContext> byName;

    private TlsContexts(TlsPolicy policy, Executor handshakes) {
        this.policy = policy;
        this.handshakes = handshakes;
    }

    /** One identity, and how its files looked before they were read. */
    private record Loaded(List<FileStamp> files, SslContext context, Set<String> names) {}

    /**
     * Reads the files.
     *
     * @param policy with at least one identity
     * @param handshakes runs what a handshake has to compute, which is too much for an event loop
     * @throws IOException with a message that names the identity and the file
     */
    static TlsContexts load(TlsPolicy policy, Executor handshakes) throws IOException {
        TlsContexts contexts = new TlsContexts(policy, handshakes);
        contexts.refresh();
        return contexts;
    }

    boolean isFor(TlsPolicy other) {
        return policy.equals(other);
    }

    /**
     * Reads what has changed since it was read. An identity that cannot be read keeps what it had, and is tried again the
     * next time. For use by one thread at a time.
     *
     * @throws IOException with a message that names the first identity that cannot be read, and the file
     */
    void refresh() throws IOException {
        List<IOException> problems = new ArrayList<>();
        boolean changed = false;
        for (TlsIdentity identity : policy.identities()) {
            try {
                changed |= refresh(identity);
            } catch (IOException e) {
                problems.add(e);
            }
        }
        if (changed && loaded.keySet().containsAll(policy.identities())) {
            byName = byName();
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    private boolean refresh(TlsIdentity identity) throws IOException {
        List<FileStamp> files = stamps(identity);
        Loaded before = loaded.get(identity);
        if (before != null && before.files().equals(files)) {
            return false;
        }
        KeyMaterial material = KeyMaterial.read(identity);
        loaded.put(identity, new Loaded(files, context(identity, material), material.names()));
        return true;
    }

    private List<FileStamp> stamps(TlsIdentity identity) {
        return Stream.concat(Stream.of(identity.certificate(), identity.key()), policy.authorities().stream())
                .map(FileStamp::of)
                .toList();
    }

    private SslContext context(TlsIdentity identity, KeyMaterial material) throws IOException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(material.key(), material.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS);
            return (policy.verifiesClients() ? verifyingClients(builder) : builder).build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("certificate '" + identity.name() + "': " + e.getMessage(), e);
        }
    }

    private SslContextBuilder verifyingClients(SslContextBuilder builder) throws IOException {
        builder.clientAuth(ClientAuth.REQUIRE);
        if (policy.authorities().isEmpty()) {
            return builder.trustManager((@Nullable TrustManagerFactory) null); // the platform's
        }
        List<X509Certificate> authorities = new ArrayList<>();
        for (Path file : policy.authorities()) {
            try {
                authorities.addAll(KeyMaterial.certificates(file));
            } catch (CertificateException | IOException e) {
                throw new IOException("authorities for clients: " + file + ": " + e, e);
            }
        }
        return builder.trustManager(authorities);
    }

    private Mapping<String, SslContext> byName() {
        List<Loaded> inOrder = policy.identities().stream().map(this::loaded).toList();
        DomainWildcardMappingBuilder<SslContext> mapping =
                new DomainWildcardMappingBuilder<>(inOrder.get(0).context());
        Set<String> taken = new HashSet<>();
        for (Loaded identity : inOrder) {
            identity.names().stream().filter(taken::add).forEach(name -> mapping.add(name, identity.context()));
        }
        return mapping.build();
    }

    private Loaded loaded(TlsIdentity identity) {
        return Objects.requireNonNull(loaded.get(identity));
    }

    /** A handler for the head of one connection's pipeline; it reports its success as a handshake event. */
    ChannelHandler newHandler() {
        Mapping<String, SslContext> now = Objects.requireNonNull(byName);
        return new SniHandler(now, MAX_CLIENT_HELLO, HANDSHAKE_TIMEOUT.toMillis()) {
            @Override
            protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
                SslHandler handler = context.newHandler(allocator, handshakes);
                handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
                return handler;
            }
        };
    }
}
