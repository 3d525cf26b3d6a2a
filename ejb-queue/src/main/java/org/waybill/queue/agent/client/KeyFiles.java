package org.waybill.queue.agent.client;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.keys.KeyMaterial;
import org.waybill.smtp.listener.TlsIdentity;

/** Keys and authorities in the files that a configuration names. Read for each session: a renewed one is used at once. */
public final class KeyFiles implements RelayKeys {

    private final Function<String, Optional<TlsIdentity>> certificates;
    private final Function<String, Optional<Path>> authorities;
    private final X509TrustManager ofTheRuntime;

    /**
     * @param certificates the files of a {@code pki}
     * @param authorities the file of a {@code ca}
     * @throws GeneralSecurityException if the Java runtime's own authorities cannot be read
     */
    public KeyFiles(Function<String, Optional<TlsIdentity>> certificates, Function<String, Optional<Path>> authorities)
            throws GeneralSecurityException {
        this.certificates = certificates;
        this.authorities = authorities;
        this.ofTheRuntime = trusting(null);
    }

    @Override
    public X509KeyManager certificate(String pki) throws IOException {
        TlsIdentity identity = certificates
                .apply(pki)
                .orElseThrow(() -> new IOException("the configuration has no pki '" + pki + "'"));
        KeyMaterial material = KeyMaterial.read(identity);
        try {
            KeyStore store = emptyStore();
            char[] password = new char[0];
            store.setKeyEntry(pki, material.key(), password, material.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509KeyManager usable) {
                    return usable;
                }
            }
            throw new IOException("this Java platform cannot show certificates");
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate '" + pki + "': " + e.getMessage(), e);
        }
    }

    @Override
    public X509TrustManager authorities(String ca) throws IOException {
        if (ca.isEmpty()) {
            return ofTheRuntime;
        }
        Path file =
                authorities.apply(ca).orElseThrow(() -> new IOException("the configuration has no ca '" + ca + "'"));
        try {
            return trusting(KeyMaterial.certificates(file));
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException("ca '" + ca + "': " + file + ": " + e.getMessage(), e);
        }
    }

    /** Trusts these; {@code null}: whom the Java runtime trusts. */
    static X509TrustManager trusting(@Nullable List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = null;
        if (authorities != null) {
            store = emptyStore();
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority " + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager usable) {
                return usable;
            }
        }
        throw new GeneralSecurityException("this Java platform cannot judge certificates");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException nothingIsRead) {
            throw new GeneralSecurityException(nothingIsRead);
        }
    }
}
