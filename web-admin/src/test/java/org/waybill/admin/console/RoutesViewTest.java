package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.security.Operator;

class RoutesViewTest {

    private final FakeRoutes routes = new FakeRoutes();
    private final FakeNotices notices = new FakeNotices();
    private final RoutesView view = as(FakeOperator.admin("anna"));

    private RoutesView as(Operator operator) {
        return new RoutesView(routes, operator, notices);
    }

    @Test
    void showsAll() {
        view.load();
        assertEquals(1, view.getRoutes().size());
        assertEquals(1, view.getHosts().size());
        assertEquals(0, view.getSuspensions().size());
    }

    @Test
    void suspendsForAWhileAndUntilResumed() {
        view.setValue(" example.org ");
        view.setLength("2h");
        view.suspend();
        view.choose("out example.org");
        view.suspend();
        view.load();
        assertEquals(
                Instant.EPOCH.plus(Duration.ofHours(2)),
                view.getSuspensions().get(0).end());
        assertFalse(view.open(view.getSuspensions().get(0)));
        assertEquals("route", view.getSuspensions().get(1).kind());
        assertTrue(view.open(view.getSuspensions().get(1)));
        assertEquals("", view.getValue());
        view.resume(1);
        assertEquals(List.of("resume 1 anna"), routes.orders);
        assertEquals("done: Resumed: 7 envelopes due now.", notices.said.get(2));
    }

    @Test
    void saysWhatIsWrongAndKeepsTheForm() {
        view.setLength("soon");
        view.setValue("example.org");
        view.suspend();
        assertEquals("A length is written as 30m, 2h or 7d.", view.getTrouble());
        assertEquals("example.org", view.getValue());
        view.setValue("");
        view.setLength("");
        view.suspend();
        assertEquals("a suspension says what is suspended", view.getTrouble());
    }

    @Test
    void resetsAHost() {
        view.reset("mx.example.org:25");
        assertEquals(List.of("reset mx.example.org:25 anna"), routes.orders);
    }

    @Test
    void aViewerIsRefused() {
        RoutesView other = as(FakeOperator.viewer("victor"));
        other.setValue("example.org");
        assertThrows(Operator.NotPermitted.class, other::suspend);
        assertThrows(Operator.NotPermitted.class, () -> other.resume(1));
        assertThrows(Operator.NotPermitted.class, () -> other.reset("mx.example.org:25"));
        assertThrows(Operator.NotPermitted.class, () -> other.choose("out"));
        assertEquals(List.of(), routes.orders);
    }

    @Test
    void lengthsAreNumbersWithAUnit() {
        assertEquals(Optional.of(Duration.ofMinutes(30)), Length.parse("30m"));
        assertEquals(Optional.of(Duration.ofDays(7)), Length.parse(" 7 d "));
        for (String none : List.of("", "7", "d", "-1h", "1w", "1234567h")) {
            assertEquals(Optional.empty(), Length.parse(none), none);
        }
    }
}
