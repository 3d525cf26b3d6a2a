package org.waybill.queue.agent.client;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.TlsIdentity;

/** Certificates in one key store, each by its alias, made with the JDK's keytool. */
final class TestAuthority {

    private static final String PASSWORD = "only-a-test";

    private final Path directory;
    private final Path store;
    private @Nullable KeyStore read;

    /** Begins with an authority, {@code root}, and one below it, {@code intermediate}. */
    TestAuthority(Path directory) throws Exception {
        this.directory = directory;
        this.store = directory.resolve("keys.p12");
        make("root", "", "bc:c");
        make("intermediate", "root", "bc:c");
    }

    /**
     * Makes a certificate and its key.
     *
     * @param signer the alias of who signs it; empty: itself
     * @param extensions as keytool has them, such as {@code san=dns:localhost}
     */
    void make(String alias, String signer, String... extensions) throws Exception {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12"));
        if (!signer.isEmpty()) {
            command.addAll(List.of("-signer", signer));
        }
        boolean old = false;
        for (String extension : extensions) {
            if (extension.equals("expired")) {
                old = true;
            } else {
                command.addAll(List.of("-ext", extension));
            }
        }
        command.addAll(
                old ? List.of("-startdate", "2020/01/01 00:00:00", "-validity", "30") : List.of("-validity", "3650"));
        keytool(command);
        read = null;
    }

    private void keytool(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private KeyStore keys() throws Exception {
        if (read != null) {
            return read;
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        read = keys;
        return keys;
    }

    /** The certificate first, then whom it comes from. */
    List<X509Certificate> chain(String alias) throws Exception {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : keys().getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    X509Certificate certificate(String alias) throws Exception {
        return chain(alias).get(0);
    }

    /** A PEM file with the certificate and those that it comes from. */
    Path certificateFile(String alias) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : chain(alias)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(directory.resolve(alias + ".crt"), pem);
    }

    TlsIdentity identity(String alias) throws Exception {
        PrivateKey key = (PrivateKey) keys().getKey(alias, PASSWORD.toCharArray());
        Path file = Files.writeString(directory.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
        return new TlsIdentity(alias, certificateFile(alias), file);
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    /** A server with that certificate, which knows clients from {@code root}. */
    SSLContext server(String alias) throws Exception {
        KeyFiles files = new KeyFiles(name -> Optional.of(identityOf(alias)), name -> Optional.empty());
        X509TrustManager clients = KeyFiles.trusting(List.of(certificate("root")));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {files.certificate(alias)}, new TrustManager[] {clients}, null);
        return context;
    }

    private TlsIdentity identityOf(String alias) {
        try {
            return identity(alias);
        } catch (Exception e) {
            throw new AssertionError(Arrays.toString(e.getStackTrace()), e);
        }
    }
}
