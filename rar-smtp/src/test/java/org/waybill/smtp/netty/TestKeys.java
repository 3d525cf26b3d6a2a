package org.waybill.smtp.netty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.waybill.smtp.listener.TlsIdentity;

/** A self-signed certificate for one host name, made by the JDK's keytool, and a client that trusts it. */
record TestKeys(TlsIdentity identity, SSLContext client) {

    private static final String PASSWORD = "for tests only";

    static TestKeys make(Path directory, String hostname) throws Exception {
        Path store = directory.resolve(hostname + ".p12");
        keytool(store, hostname);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = directory.resolve(hostname + ".crt");
        Path key = directory.resolve(hostname + ".key");
        writePem(certificate, "CERTIFICATE", keys.getCertificate("mx").getEncoded());
        writePem(key, "PRIVATE KEY", keys.getKey("mx", PASSWORD.toCharArray()).getEncoded());
        return new TestKeys(new TlsIdentity(hostname, certificate, key), clientThatTrusts(keys));
    }

    private static void keytool(Path store, String hostname) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mx",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + hostname,
                        "-ext",
                        "san=dns:" + hostname,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private static void writePem(Path file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    private static SSLContext clientThatTrusts(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mx", keys.getCertificate("mx"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
