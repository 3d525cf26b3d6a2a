package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;
import org.waybill.queue.core.config.Problem;

class SaveAnswerTest {

    @Test
    void savedIsOkWithTheNewEntityTag() {
        assertEquals(new SaveAnswer(200, "\"8\"", new SaveAnswer.Saved(8)), SaveAnswer.of(new SaveResult.Saved(8)));
    }

    @Test
    void invalidIsUnprocessableWithAllProblems() {
        List<Problem> problems = List.of(new Problem("", 3, 7, "wrong", "right", "cure"));
        assertEquals(
                new SaveAnswer(422, "", new SaveAnswer.Errors(problems)),
                SaveAnswer.of(new SaveResult.Invalid(problems)));
    }

    @Test
    void conflictIsAFailedPreconditionWithTheActiveEntityTag() {
        SaveAnswer answer = SaveAnswer.of(new SaveResult.Conflict(9));
        assertEquals(412, answer.status());
        assertEquals("\"9\"", answer.entityTag());
    }

    @Test
    void everyResultHasAnAnswer() {
        assertEquals(3, SaveResult.class.getPermittedSubclasses().length);
    }
}
