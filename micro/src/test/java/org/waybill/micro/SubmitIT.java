package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mail from inside of the server: of a bean, out of the JMS queue, and by the sendmail command. */
@ExtendWith(ArquillianExtension.class)
class SubmitIT {

    private static final Path HOME = Path.of(System.getProperty("waybill.it.home", ""));

    @ArquillianResource
    private @Nullable URL base;

    private final String mark = UUID.randomUUID().toString();

    @Deployment(testable = false)
    static WebArchive waybill() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/waybill.war"))
                .addClass(MailingServlet.class);
    }

    @Test
    void aBeansMailGoesWhenItsTransactionCommits() throws Exception {
        String rolledBack = mark + "-rolled-back";
        mailing("bean", "demo@localhost", rolledBack, false);
        assertTrue(mailing("bean", "demo@localhost", mark, true).matches("[0-9a-f]{16}"));
        awaitMail(mark);
        assertEquals(List.of(), mails(rolledBack));
    }

    @Test
    void aBeanIsToldWhoIsRefused() throws Exception {
        assertEquals(
                "[RefusedRecipient[recipient=x@elsewhere.test, reply=550 5.1.1 Invalid recipient: <x@elsewhere.test>,"
                        + " temporary=false]]",
                mailing("bean", "x@elsewhere.test", mark, true));
        mailing("bean", "demo@localhost", mark, true);
        awaitMail(mark);
    }

    @Test
    void aMessageOfTheJmsQueueIsAMail() throws Exception {
        String rolledBack = mark + "-rolled-back";
        mailing("bytes", "demo@localhost", rolledBack, false);
        mailing("bytes", "demo@localhost", mark + "-bytes", true);
        mailing("text", "demo@localhost", mark + "-text", true);
        awaitMail(mark + "-bytes");
        awaitMail(mark + "-text");
        assertEquals(List.of(), mails(rolledBack));
    }

    @Test
    void aMessageThatCannotBeSentGoesToTheDeadLetters() throws Exception {
        mailing("text", "x@elsewhere.test", mark, true);
        String dead = mailing("dead", "", "", true);
        assertTrue(dead.contains("Subject: " + mark), dead);
    }

    @Test
    void sendmailSendsWhatStandsOnItsInput() throws Exception {
        Wait.until("the socket of sendmail", () -> Files.exists(HOME.resolve("run/sendmail.sock")));
        assertEquals(67, sendmail("x@elsewhere.test"));
        assertEquals(0, sendmail("-f", "joe@client.test", "demo@localhost"));
        awaitMail(mark);
        String mail = mails(mark).get(0);
        assertTrue(mail.contains("(from userid " + System.getProperty("user.name") + ")"), mail);
        assertTrue(mail.contains("\nMessage-ID: <"), mail);
        assertTrue(mail.contains("\nFrom: joe@client.test\n"), mail);
    }

    private int sendmail(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                WaybillProcess.JAR.toAbsolutePath().toString(),
                "sendmail"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().put("WAYBILL_HOME", HOME.toString());
        Process process = builder.start();
        process.getOutputStream().write(("Subject: " + mark + "\n\nhello\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process.waitFor();
    }

    private String mailing(String how, String to, String subject, boolean commit) throws Exception {
        String query = "how=" + how + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&subject=" + subject
                + "&commit=" + (commit ? "yes" : "no");
        URI uri = Objects.requireNonNull(base).toURI().resolve("jakarta.faces.resource/mailing?" + query);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private static void awaitMail(String subject) throws Exception {
        Wait.until("the mail " + subject, () -> !mails(subject).isEmpty());
    }

    private static List<String> mails(String subject) throws IOException {
        Path mailbox = HOME.resolve("mail/demo/new");
        List<String> found = new ArrayList<>();
        if (Files.exists(mailbox)) {
            try (Stream<Path> files = Files.list(mailbox)) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (text.contains("\nSubject: " + subject + "\n")) {
                        found.add(text);
                    }
                }
            }
        }
        return found;
    }
}
