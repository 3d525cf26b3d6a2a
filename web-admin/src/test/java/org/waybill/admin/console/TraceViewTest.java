package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.console.TraceConsole.Answer;
import org.waybill.queue.console.TraceConsole.Question;

class TraceViewTest {

    private static final Answer ANSWER = new Answer(7, List.of());

    private final List<Question> asked = new ArrayList<>();
    private final List<String> authors = new ArrayList<>();
    private final FakeNotices notices = new FakeNotices();
    private Optional<Answer> answer = Optional.of(ANSWER);

    private TraceView as(Operator operator) {
        TraceConsole console = (question, author) -> {
            asked.add(question);
            authors.add(author);
            return answer;
        };
        return new TraceView(console, operator, notices);
    }

    @Test
    void asksWhatIsInTheForm() {
        TraceView view = as(FakeOperator.admin("anna"));
        view.getMail().setRecipient("alice@example.org");
        view.getMail().setSender("s@client.test");
        view.setUrl("tls://mx.example.org");
        view.setAction("out");
        view.trace();
        assertEquals(
                List.of(new Question(
                        new ExplainConsole.Question("", "", false, "", "", "s@client.test", "alice@example.org"),
                        "tls://mx.example.org",
                        "out")),
                asked);
        assertEquals(List.of("anna"), authors);
        assertEquals(List.of(ANSWER), view.getAnswer());
    }

    @Test
    void connectsNobodyForAViewer() {
        TraceView view = as(FakeOperator.viewer("otto"));
        assertThrows(Operator.NotPermitted.class, view::trace);
        assertEquals(List.of(), asked);
    }

    @Test
    void saysThatOthersAreTracing() {
        answer = Optional.empty();
        TraceView view = as(FakeOperator.admin("anna"));
        view.trace();
        assertEquals(List.of("refused: " + TraceConsole.BUSY), notices.said);
        assertEquals(List.of(), view.getAnswer());
    }

    @Test
    void saysBesideTheFieldWhatIsWrong() {
        TraceView view = new TraceView(
                (question, author) -> {
                    throw new IllegalArgumentException("url: a schema is expected");
                },
                FakeOperator.admin("anna"),
                notices);
        view.trace();
        assertEquals("a schema is expected", view.trouble("url"));
        assertEquals("", view.trouble("recipient"));
        assertEquals(List.of(), view.getAnswer());
    }
}
