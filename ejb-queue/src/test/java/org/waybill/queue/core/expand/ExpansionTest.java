package org.waybill.queue.core.expand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.queue.core.users.TableUsers;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

class ExpansionTest {

    private static final ExpansionPolicy USERS =
            local(InlineTable.listOf("users", List.of("alice", "bob+team", "dave", "dave+x", "+x")));

    private static ExpansionPolicy local(LookupTable users) {
        return new ExpansionPolicy.Local(
                new ExpansionPolicy.Aliases.None(), new TableUsers(users), "", ExpansionPolicy.Outcome.ANYTHING);
    }

    private final Expansion expansion = new Expansion();

    @ParameterizedTest(name = "{0} is user {1}")
    @CsvSource({
        "alice@example.org,           alice",
        "ALICE@example.org,           alice", // R41: whatever the domain
        "alice@whatever.test,         alice",
        "Alice+Lists@example.org,     alice", // A17
        "alice+a+b@example.org,       alice",
        "bob+team@example.org,        bob+team",
        "dave+x@example.org,          dave+x",
        "dave+y@example.org,          dave",
        "+x@example.org,              +x",
    })
    void findsTheUserWholeFirstAndThenWithoutTag(String recipient, String user) {
        MailAddress address = MailAddress.parse(recipient);
        assertEquals(expanded(address, user), expansion.expand(address, USERS));
    }

    @ParameterizedTest(name = "{0} is nobody")
    @CsvSource({"carol@example.org", "bob@example.org", "bob+other@example.org", "+@example.org", "+alice@example.org"})
    void refusesWhoIsNoUser(String recipient) {
        MailAddress address = MailAddress.parse(recipient);
        ExpansionResult.Refused refused =
                assertInstanceOf(ExpansionResult.Refused.class, expansion.expand(address, USERS));
        assertEquals(SmtpReply.invalidRecipient(address), refused.reply());
    }

    @Test
    void saysInWhichTableItLookedForTheUser() {
        MailAddress carol = MailAddress.parse("carol+tag@example.org");
        assertEquals(
                new ExpansionResult.Refused(SmtpReply.invalidRecipient(carol), "no user 'carol' in table <users>"),
                expansion.expand(carol, USERS));
    }

    @Test
    void defersWhenTheUsersCannotBeLookedUp() {
        ExpansionPolicy broken = local(new UnavailableTable("users"));
        assertEquals(
                new ExpansionResult.Refused(SmtpReply.temporaryFailure(), "table <users>: out of order"),
                expansion.expand(MailAddress.parse("alice@example.org"), broken));
    }

    @ParameterizedTest(name = "{0} would be user {1}")
    @CsvSource({"X@dest.test, x", "x+tag@dest.test, x", "+tag@dest.test, +tag", "\"A b\"@dest.test, a b"})
    void leavesARelaysRecipientAsItIsAndKnowsItsUser(String recipient, String user) {
        MailAddress address = MailAddress.parse(recipient);
        assertEquals(expanded(address, user), expansion.expand(address, new ExpansionPolicy.AsIs()));
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of(new ExpansionPolicy.AsIs(), ExpansionPolicy.AsIs.class),
                Arguments.of(USERS, ExpansionPolicy.Local.class));
    }

    @Test
    void everyPolicyIsKnown() {
        List<Class<?>> tried =
                policies().<Class<?>>map(policy -> (Class<?>) policy.get()[1]).toList();
        assertEquals(List.of(ExpansionPolicy.class.getPermittedSubclasses()), tried);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyPolicyExpands(ExpansionPolicy policy, Class<?> kind) {
        assertInstanceOf(
                ExpansionResult.Expanded.class,
                expansion.expand(MailAddress.parse("alice@example.org"), policy),
                kind::getSimpleName);
    }

    @Test
    void neverLosesADestination() {
        Destination end = new Destination(MailAddress.parse("a@example.org"), "a");
        assertEquals(end, new ExpansionResult.Expanded(List.of(end)).only());
        ExpansionResult.Expanded two = new ExpansionResult.Expanded(List.of(end, end));
        assertThrows(IllegalStateException.class, two::only);
        assertThrows(IllegalArgumentException.class, () -> new ExpansionResult.Expanded(List.of()));
    }

    private static ExpansionResult expanded(MailAddress address, String user) {
        return new ExpansionResult.Expanded(List.of(new Destination(address, user)));
    }
}
