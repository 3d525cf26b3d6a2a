package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.ExplainConsole.Answer;
import org.waybill.queue.console.ExplainConsole.Question;

class ExplainViewTest {

    private static final Answer ANSWER = new Answer(7, "250 2.1.5 Ok", "", List.of(), List.of(), List.of());

    private final List<Question> asked = new ArrayList<>();

    @Test
    void asksWhatIsInTheForm() {
        ExplainView view = new ExplainView(question -> {
            asked.add(question);
            return ANSWER;
        });
        view.getMail().setRecipient("alice@example.org");
        view.getMail().setSender("s@client.test");
        view.getMail().setClient("192.0.2.1");
        view.getMail().setHelo("client.test");
        view.getMail().setTls(true);
        view.getMail().setUser("joe");
        view.getMail().setTag("IN");
        view.explain();
        assertEquals(
                List.of(new Question(
                        "192.0.2.1", "client.test", true, "joe", "IN", "s@client.test", "alice@example.org")),
                asked);
        assertEquals(List.of(ANSWER), view.getAnswer());
    }

    @Test
    void saysBesideTheFieldWhatIsWrong() {
        ExplainView view = new ExplainView(question -> {
            throw new IllegalArgumentException("client: an IP address is expected");
        });
        view.explain();
        assertEquals("an IP address is expected", view.trouble("client"));
        assertEquals("", view.trouble("recipient"));
        assertEquals(List.of(), view.getAnswer());
    }

    @Test
    void saysInWordsWhatBecameOfARule() {
        assertEquals(
                List.of("matches", "does not match", "could not be decided"),
                List.of("MATCHES", "DOES_NOT_MATCH", "UNDECIDED").stream()
                        .map(result -> ExplainView.words(new ExplainConsole.Trial("a@b", 1, result, "")))
                        .toList());
    }
}
