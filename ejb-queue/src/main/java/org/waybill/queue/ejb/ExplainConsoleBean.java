package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.Explanation;
import org.waybill.queue.trace.AskedMail;

/** Asks the first verb as a client would, and keeps nothing. */
@ApplicationScoped
public class ExplainConsoleBean implements ExplainConsole {

    @Inject
    private AcceptRecipient acceptRecipient;

    @Override
    public Answer explain(Question question) {
        Explanation explanation = acceptRecipient.explain(AskedMail.of(question));
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
                delivery.does().get());
    }
}
