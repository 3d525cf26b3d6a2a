package org.waybill.micro.clients;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Jakarta Mail as applications use it, in this JVM. */
record AngusMail() implements Sender {

    private static final String PATIENCE_MILLIS = "60000";

    @Override
    public void send(Submission submission) throws IOException, GeneralSecurityException, MessagingException {
        Session session = Session.getInstance(properties(submission));
        try (InputStream in = Files.newInputStream(submission.file());
                Transport transport = session.getTransport("smtp")) {
            SMTPMessage message = new SMTPMessage(session, in);
            message.setEnvelopeFrom(submission.from());
            transport.connect(submission.user(), submission.password());
            transport.sendMessage(message, new Address[] {new InternetAddress(submission.to())});
        }
    }

    private static Properties properties(Submission submission) throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", submission.host());
        properties.put("mail.smtp.port", String.valueOf(submission.port()));
        properties.put("mail.smtp.localhost", "client.example");
        properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.starttls.enable", is(submission.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", is(submission.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.enable", is(submission.security() == Security.SMTPS));
        properties.put("mail.smtp.ssl.socketFactory", trusting(submission.certificate()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", is(!submission.mechanism().equals(Submission.NO_AUTH)));
        properties.put("mail.smtp.auth.mechanisms", submission.mechanism().toUpperCase(Locale.ROOT));
        properties.put("mail.smtp.allow8bitmime", "true");
        properties.put("mail.mime.allowutf8", is(!isAscii(submission.from() + submission.to())));
        return properties;
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static String is(boolean value) {
        return String.valueOf(value);
    }

    private static SSLSocketFactory trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
