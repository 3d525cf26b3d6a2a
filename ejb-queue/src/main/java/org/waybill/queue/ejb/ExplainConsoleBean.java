package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.Explanation;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.RecipientRequest;

/** Asks the first verb as a client would, and keeps nothing. */
@ApplicationScoped
public class ExplainConsoleBean implements ExplainConsole {

    private static final String SOME_TLS = "TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO";

    @Inject
    private AcceptRecipient acceptRecipient;

    @Override
    public Answer explain(Question question) {
        Explanation explanation = acceptRecipient.explain(new RecipientRequest(
                new MessageId(0),
                peer(question),
                read("sender", question.sender(), ReversePath::parse),
                MailParameters.NONE,
                read("recipient", question.recipient(), MailAddress::parse),
                RcptParameters.NONE));
        return new Answer(
                explanation.revision(),
                explanation.reply(),
                explanation.reason(),
                trials(explanation),
                explanation.steps().stream()
                        .map(step -> new Step(step.depth(), step.subject(), step.found()))
                        .toList(),
                explanation.deliveries().stream()
                        .map(ExplainConsoleBean::delivery)
                        .toList());
    }

    private static List<Trial> trials(Explanation explanation) {
        return explanation.questions().stream()
                .flatMap(question -> question.trials().stream()
                        .map(trial -> new Trial(
                                question.address(), trial.line(), trial.result().name(), trial.because())))
                .toList();
    }

    private static Delivery delivery(Explanation.Delivery delivery) {
        return new Delivery(
                delivery.plan().destination().toString(),
                delivery.plan().user(),
                delivery.plan().ending().text(),
                delivery.plan().action().value(),
                delivery.does());
    }

    private static Peer peer(Question question) {
        InetAddress here = InetAddress.getLoopbackAddress();
        InetAddress client = question.client().isBlank()
                ? here
                : AddressLiteral.parse(question.client().strip())
                        .orElseThrow(() -> new IllegalArgumentException("client: an IP address is expected"));
        Peer connected = Peer.connected(client, here, question.tag().strip(), "");
        Peer secured = question.tls() ? connected.withTls(SOME_TLS) : connected;
        return secured.withHelo(question.helo().strip(), true)
                .withUser(question.user().strip());
    }

    private interface Reader<T> {
        T read(String text);
    }

    private static <T> T read(String field, String text, Reader<T> reader) {
        try {
            return reader.read(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }
}
