package org.waybill.micro;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waybill.queue.submit.MailSubmission;
import org.waybill.queue.submit.MailToSend;
import org.waybill.queue.submit.SubmissionRefusedException;

/** An application that sends mail, put into the server with the tests' WAR; at a path that needs no sign-in. */
@WebServlet("/jakarta.faces.resource/mailing")
public class MailingServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final long DEAD_MILLIS = 60_000;

    @EJB
    private transient MailSubmission submission;

    @Resource
    private transient UserTransaction transaction;

    @Resource(lookup = "java:app/waybill/ConnectionFactory")
    private transient ConnectionFactory factory;

    /** Parameters: how to send, to whom, under which subject, and whether to commit. Answers what became of it. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        try {
            transaction.begin();
            String answer = send(request);
            if ("yes".equals(request.getParameter("commit"))) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
            response.getWriter().print(answer);
        } catch (Exception e) {
            log("mailing", e);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            response.getWriter().print(e);
        }
    }

    private String send(HttpServletRequest request) throws JMSException {
        String to = request.getParameter("to");
        byte[] text = ("From: joe@client.test\nTo: " + to + "\nSubject: " + request.getParameter("subject")
                        + "\n\nhello\n")
                .getBytes(StandardCharsets.UTF_8);
        return switch (request.getParameter("how")) {
            case "bean" -> submit(text, to);
            case "bytes" -> enqueue(text, to, true);
            case "text" -> enqueue(text, to, false);
            default -> dead();
        };
    }

    private String submit(byte[] text, String to) {
        try {
            return submission
                    .submit(MailToSend.of(text).withRecipients(List.of(to)))
                    .messageId();
        } catch (SubmissionRefusedException e) {
            return e.refused().toString();
        }
    }

    private String enqueue(byte[] text, String to, boolean addressed) {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("waybill.submit");
            JMSProducer producer = context.createProducer();
            if (addressed) {
                producer.setProperty("waybill_from", "joe@client.test")
                        .setProperty("waybill_to", to)
                        .send(queue, text);
            } else {
                producer.send(queue, new String(text, StandardCharsets.UTF_8));
            }
        }
        return "sent";
    }

    /** The next dead letter. */
    private String dead() throws JMSException {
        try (JMSContext context = factory.createContext()) {
            Message message =
                    context.createConsumer(context.createQueue("waybill.dead")).receive(DEAD_MILLIS);
            return message == null ? "none" : message.getBody(String.class);
        }
    }
}
