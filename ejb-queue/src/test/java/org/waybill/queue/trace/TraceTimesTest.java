package org.waybill.queue.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.trace.TraceRig.HOST;
import static org.waybill.queue.trace.TraceRig.mail;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.console.TraceConsole.Answer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.rules.Condition;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;

/** Whose time is whose. */
class TraceTimesTest {

    private final TraceRig rig = new TraceRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Conditions and users may be in a database far away. */
    @Test
    void timesRulesAndExpansionApart() {
        rig.localFrom = input -> {
            rig.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            return new Condition.Answer.Yes();
        };
        UserBase slow = new UserBase() {
            @Override
            public String description() {
                return "slow users";
            }

            @Override
            public UserBase.Answer find(String name) {
                rig.nanos.addAndGet(Duration.ofSeconds(7).toNanos());
                return new UserBase.Answer.Found(User.virtual(name));
            }
        };
        rig.localExpansion = new ExpansionPolicy.Local(
                new ExpansionPolicy.Aliases.None(), slow, "", ExpansionPolicy.Outcome.ANYTHING);
        Answer answer = rig.trace(mail("192.0.2.1", "bob@" + HOST));
        assertEquals(
                List.of("rule 5", "expansion 0", "expansion 7", "answer 0", "action 0", "outcome 0"),
                answer.steps().stream()
                        .map(step -> step.step() + " " + step.millis() / 1000)
                        .toList());
    }

    /** The relay's hosts and our own addresses may be there, too. */
    @Test
    void timesWhatAnActionLooksUp() {
        RelayOptions usual = RelayOptions.USUAL;
        rig.relay = new Action.Relay(
                new RelayTarget.Hosts(
                        new RelayHosts.FromTable(slow(3, "smtp://localhost:" + rig.server.port())),
                        RelayTarget.Policy.FAILOVER),
                new RelayOptions(
                        usual.sender(),
                        usual.verify(),
                        usual.pki(),
                        usual.ca(),
                        usual.tls(),
                        usual.names(),
                        slow(9, "127.0.0.1"),
                        null));
        Answer answer = rig.trace(mail("", "bob@example.org"));
        assertEquals(
                List.of(
                        "rule 0",
                        "expansion 0",
                        "answer 0",
                        "action 3",
                        "map 3",
                        "address 0",
                        "demand 0",
                        "identity 9",
                        "connect 0"),
                answer.steps().stream()
                        .map(step -> step.step() + " " + step.millis() / 1000)
                        .limit(9)
                        .toList());
    }

    private LookupTable slow(int seconds, String value) {
        return new LookupTable() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public LookupTable.Answer lookup(String key) {
                throw new AssertionError(key);
            }

            @Override
            public LookupTable.Answer match(Service service, String key) {
                throw new AssertionError(key);
            }

            @Override
            public Contents contents() {
                rig.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
                return new Contents.Values(List.of(value));
            }
        };
    }
}
