package org.waybill.queue.core.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.queue.core.rules.Questions;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

class FilterChainTest {

    private static final Answer YES = new Answer.Yes();
    private static final Answer NO = new Answer.No();
    private static final Peer STRANGER = Questions.stranger().peer();
    private static final ReverseName CLAIMED =
            ReverseName.of("liar.example.test", false).orElseThrow();
    private static final ReverseName CONFIRMED =
            ReverseName.of("client.good.test", true).orElseThrow();
    private static final SmtpReply GO_AWAY = SmtpReply.plain(550, "go away");

    private static LookupTable list(String... values) {
        return InlineTable.listOf("t", List.of(values));
    }

    private static StepRequest at(Step step, Peer peer, String argument) {
        return new StepRequest(step, peer, argument, ReversePath.parse("s@client.test"), List.of());
    }

    private static Answer.Unknown nameless() {
        return new Answer.Unknown("the name of 10.9.0.2 could not be looked up");
    }

    static Stream<Arguments> answers() {
        Peer user = STRANGER.withUser("joe");
        return Stream.of(
                Arguments.of(new HasName(), STRANGER, NO), // X01
                Arguments.of(new HasName(), STRANGER.withReverse(CLAIMED), YES),
                Arguments.of(new HasName(), STRANGER.withReverse(ReverseName.TEMPORARY), nameless()),
                Arguments.of(new IsConfirmed(), STRANGER, NO),
                Arguments.of(new IsConfirmed(), STRANGER.withReverse(CLAIMED), NO), // X02
                Arguments.of(new IsConfirmed(), STRANGER.withReverse(CONFIRMED), YES),
                Arguments.of(new IsConfirmed(), STRANGER.withReverse(ReverseName.UNKNOWN), nameless()),
                Arguments.of(new Opposite(new IsConfirmed()), STRANGER, YES),
                Arguments.of(new Opposite(new IsConfirmed()), STRANGER.withReverse(ReverseName.TEMPORARY), nameless()),
                Arguments.of(new IsListed(Subject.RDNS, list("*.test")), STRANGER.withReverse(CONFIRMED), YES),
                Arguments.of(new IsListed(Subject.RDNS, list("*")), STRANGER, NO),
                Arguments.of(
                        new IsListed(Subject.RDNS, list("*")), STRANGER.withReverse(ReverseName.TEMPORARY), nameless()),
                Arguments.of(new IsListed(Subject.SRC, list("10.9.0.0/24")), STRANGER, YES),
                Arguments.of(new IsListed(Subject.SRC, list("0.0.0.0/0")), Peer.local("root"), NO),
                Arguments.of(new IsListed(Subject.HELO, list("client.*")), STRANGER, YES),
                Arguments.of(new IsListed(Subject.USER, list("Joe")), user, YES),
                Arguments.of(new IsListed(Subject.USER, list("ann")), user, NO),
                Arguments.of(new HasSignedIn(), STRANGER, NO),
                Arguments.of(new HasSignedIn(), user, YES),
                Arguments.of(new HasSignedIn(), Peer.local(""), YES),
                Arguments.of(new IsListed(Subject.MAIL_FROM, list("@client.test")), STRANGER, YES),
                Arguments.of(new IsListed(Subject.RCPT_TO, list("alice@mx.seed.test")), STRANGER, YES),
                Arguments.of(new IsListed(Subject.RCPT_TO, list("bob")), STRANGER, NO),
                Arguments.of(
                        new IsListed(Subject.SRC, new UnavailableTable("broken")),
                        STRANGER,
                        new Answer.Unknown("table <broken>: out of order")));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("answers")
    void answers(FilterCondition condition, Peer peer, Answer expected) {
        assertEquals(expected, condition.test(at(Step.RCPT, peer, "alice@mx.seed.test")));
    }

    private static Filter filter(String name, Step step, FilterCondition condition, FilterDecision decision) {
        return new Filter(name, step, List.of(condition), decision);
    }

    private static FilterCondition recipient(String address) {
        return new IsListed(Subject.RCPT_TO, list(address));
    }

    private static StepVerdict decide(String recipient, Filter... filters) {
        return new FilterChain(List.of(filters))
                .decide(at(Step.RCPT, STRANGER, recipient))
                .verdict();
    }

    /** X07. */
    @Test
    void theFirstFilterOfTheStepThatHoldsDecides() {
        Filter vip = filter("a", Step.RCPT, recipient("alice@mx.seed.test"), new FilterDecision.Bypass());
        Filter later = filter("c", Step.DATA, recipient("bob"), new FilterDecision.Junk());
        Filter all = filter(
                "b", Step.RCPT, new IsListed(Subject.SRC, list("10.9.0.0/24")), new FilterDecision.Reject(GO_AWAY));
        assertEquals(new StepVerdict.Proceed(), decide("alice@mx.seed.test", later, vip, all));
        assertEquals(new StepVerdict.Refused(GO_AWAY), decide("bob@mx.seed.test", later, vip, all));
        assertEquals(new StepVerdict.Proceed(), decide("bob@mx.seed.test", later, vip));
    }

    @Test
    void allConditionsMustHold() {
        Filter both = new Filter(
                "f", Step.RCPT, List.of(recipient("bob"), new HasSignedIn()), new FilterDecision.Disconnect(GO_AWAY));
        assertEquals(new StepVerdict.Proceed(), decide("bob@mx.seed.test", both));
    }

    @Test
    void whatCannotBeLookedUpStopsTheEvaluation() {
        Filter broken = filter(
                "f", Step.RCPT, new IsListed(Subject.SRC, new UnavailableTable("broken")), new FilterDecision.Bypass());
        Filter all = filter("g", Step.RCPT, new Opposite(new HasSignedIn()), new FilterDecision.Reject(GO_AWAY));
        FilterChain chain = new FilterChain(List.of(broken, all));
        assertEquals(
                new FilterChain.Outcome(
                        new StepVerdict.Refused(SmtpReply.temporaryFailure()), "f", "table <broken>: out of order"),
                chain.decide(at(Step.RCPT, STRANGER, "bob@mx.seed.test")));
        assertEquals(new StepVerdict.Refused(SmtpReply.NOT_AVAILABLE), FilterChain.undecided(Step.CONNECT));
    }

    static Stream<Arguments> decisions() {
        return Stream.of(
                Arguments.of(new FilterDecision.Bypass(), new StepVerdict.Proceed()),
                Arguments.of(new FilterDecision.Junk(), new StepVerdict.Rewritten("x@y.test", true)),
                Arguments.of(new FilterDecision.Reject(GO_AWAY), new StepVerdict.Refused(GO_AWAY)),
                Arguments.of(new FilterDecision.Disconnect(GO_AWAY), new StepVerdict.Disconnected(GO_AWAY)),
                Arguments.of(new FilterDecision.Rewrite("a@b.test"), new StepVerdict.Rewritten("a@b.test", false)));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decides(FilterDecision decision, StepVerdict expected) {
        assertEquals(expected, decide("x@y.test", filter("f", Step.RCPT, new Opposite(new HasSignedIn()), decision)));
    }
}
