package org.waybill.queue.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The laboratory's authority, and a key pair under it that everybody uses: made with the JDK's keytool. */
final class LabKeys {

    private static final String PASSWORD = "only-a-test";

    private final KeyStore keys;

    private LabKeys(KeyStore keys) {
        this.keys = keys;
    }

    /** @param names of all hosts there are */
    static LabKeys make(Path directory, List<String> names) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("lab.p12");
        keytool(store, "ca", "-dname", "CN=authority of the laboratory", "-ext", "bc:c");
        List<String> san = names.stream().map(name -> "dns:" + name).toList();
        keytool(store, "host", "-dname", "CN=host", "-ext", "san=" + String.join(",", san), "-signer", "ca");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new LabKeys(keys);
    }

    private static void keytool(Path store, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** PEM. */
    String authority() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate("ca").getEncoded());
    }

    /** PEM, with the authority behind it. */
    String certificate() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate("host").getEncoded()) + authority();
    }

    /** PEM. */
    String key() throws GeneralSecurityException {
        Key key = Objects.requireNonNull(keys.getKey("host", PASSWORD.toCharArray()));
        return pem("PRIVATE KEY", Objects.requireNonNull(key.getEncoded()));
    }

    private Certificate certificate(String alias) throws GeneralSecurityException {
        return Objects.requireNonNull(keys.getCertificate(alias));
    }

    private static String pem(String kind, byte[] octets) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(octets);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** For whoever takes connections. */
    SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that asks nobody for papers. */
    static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return context;
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            // anybody will do
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // anybody will do
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
