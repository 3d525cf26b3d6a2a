package org.waybill.queue.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    private static final String TEXT =
            """
            # mail
            action "a" relay # the world

            action "b" hold
            match for local action "b"
            match for any action "a" description "out"
            """;

    private static Document read(String text) {
        Parsed parsed = new Parser(Includes.none()).parse("", text);
        assertEquals(List.of(), parsed.problems());
        return parsed.document();
    }

    private static ActionDirective relay(String name, String hosts) {
        return ActionDirective.of(name, "relay", "", "", hosts, "", "", "", "", "", "");
    }

    @Test
    void changesAnActionInItsPlaceAndKeepsItsComment() {
        Document changed = read(TEXT).withAction("a", relay("a", "smtps://x.test"));
        assertEquals(TEXT.replace("\"a\" relay", "\"a\" relay host \"smtps://x.test\""), Formatter.format(changed));
    }

    @Test
    void renamesAnActionWithTheRulesThatNameIt() {
        Document changed = read(TEXT).withAction("a", relay("out", ""));
        assertEquals(TEXT.replace("action \"a\"", "action \"out\""), Formatter.format(changed));
    }

    @Test
    void addsAnActionBehindTheLastOne() {
        Document changed = read(TEXT).withAction("", relay("c", ""));
        assertEquals(TEXT.replace("hold\n", "hold\naction \"c\" relay\n"), Formatter.format(changed));
    }

    @Test
    void addsTheFirstActionBeforeTheRules() {
        Document changed = read("# x\nmatch reject\n").withAction("", relay("c", ""));
        assertEquals("# x\naction \"c\" relay\nmatch reject\n", Formatter.format(changed));
    }

    @Test
    void takesAnActionOutAndLeavesItsRules() {
        Document changed = read(TEXT).withoutAction("a");
        assertEquals(TEXT.replace("action \"a\" relay # the world\n", ""), Formatter.format(changed));
        assertEquals(2, changed.rules().size());
    }

    @Test
    void refusesToChangeAnActionThatIsNotThere() {
        assertThrows(IllegalArgumentException.class, () -> read(TEXT).withAction("x", relay("x", "")));
    }

    @Test
    void knowsTheActionsOfIncludedFilesButDoesNotOwnThem() {
        Document document = new Parser(file -> new Includes.Answer.Text("action \"inner\" hold\n"))
                .parse("", "include \"f\"\naction \"outer\" hold\n")
                .document();
        assertEquals(
                List.of("inner", "outer"),
                document.actions().stream().map(action -> action.name().value()).toList());
        assertTrue(document.action("inner").isPresent());
        assertFalse(document.ownsAction("inner"));
        assertTrue(document.ownsAction("outer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action \"a\" relay",
                "action \"a\" relay host \"smtps://x.test\" ttl 1d description \"say \\\"hi\\\"\"",
                "action \"a\" relay host { \"x.test\", \"y.test:26\" } retry 5m, 1h jitter 10%",
                "action \"a\" relay host <mx> jitter 5%",
                "action \"a\" relay host { \"tls://l@x.test?auth=plain,login\", \"y.test\" } policy ratio auth <mx> tls no-verify",
                "action \"a\" relay auth { \"l\" = \"u:p\" } domain <mx>",
                "action \"a\" relay host by sender <mx> mail-from \"@x.test\" src 10.0.0.1 ttl 1d",
                "action \"a\" maildir \"mail/%{user.username}\" userbase <users> ttl 5d",
                "action \"a\" maildir",
                "action \"a\" hold",
                "action \"a\" mbox alias <mx> warn-interval 1h, 2h",
                "action \"a\" maildir \"~/x\" userbase <users> virtual { \"x\" = \"y\" } user vmail junk",
                "action \"a\" mda \"cat '%{rcpt}'\" user vmail",
                "action \"a\" lmtp \"localhost:24\" rcpt-to",
                "action \"a\" forward-only alias <mx>",
                "action \"a\" relay srs",
                "action \"a\" discard description \"x\""
            })
    void givesAFormItsFieldsAndTakesThemBack(String text) {
        Document document = read("table users { x }\ntable mx { x }\n" + text + "\n");
        ActionDirective action = document.action("a").orElseThrow();
        ActionDirective again = ActionDirective.of(
                action.name().value(),
                action.kind(),
                action.argument(),
                action.userbase(),
                action.hosts(),
                action.policy(),
                action.auth(),
                action.others(),
                action.ttl(),
                action.retry(),
                action.description());
        assertEquals(text, Formatter.format(again));
        assertEquals(action, again);
    }

    @Test
    void takesHostsAsAFormHasThem() {
        assertEquals(
                "action \"a\" relay host { \"x.test\", \"y.test\" }",
                Formatter.format(relay("a", "x.test\r\n  y.test\n")));
    }

    @Test
    void foldsTheLinesOfADescription() {
        assertEquals(
                "action \"a\" hold description \"one two\"",
                Formatter.format(ActionDirective.of("a", "hold", "", "", "", "", "", "", "", "", "one \r\n two\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d description x", "1d\nmatch reject", "1d # x", "\"\nmatch reject\n#\"", "$x", "{ a }"})
    void cannotBeMadeToSaySomethingElseByAForm(String ttl) {
        ActionDirective action = ActionDirective.of("a", "hold", "", "", "", "", "", "", ttl, "", "");
        assertFalse(
                new Parser(Includes.none()).parse("", Formatter.format(action)).isValid());
    }

    @Test
    void takesNothingButOptionsForFurtherOptions() {
        assertEquals("junk", others("maildir", " junk\n").others());
        for (String others : List.of("wrapper", "alias <t>\nmatch from any reject", "junk", "\"", "alias")) {
            assertThrows(IllegalArgumentException.class, () -> others("mbox", others), others);
        }
    }

    private static ActionDirective others(String kind, String others) {
        return ActionDirective.of("a", kind, "", "", "", "", "", others, "", "", "");
    }
}
