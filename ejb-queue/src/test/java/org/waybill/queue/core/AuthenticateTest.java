package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.IdentityStores;
import org.waybill.queue.core.auth.PasswordHashes;
import org.waybill.queue.core.auth.PasswordHashes.Check;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.SignInUnavailableException;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramVerdict;

class AuthenticateTest {

    private static final String SCRAM = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
            + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static final PasswordVerdict REFUSED = new PasswordVerdict.Refused();

    private final List<String> checked = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private IdentityStores.Answer stores = new IdentityStores.Answer.Nobody("deploy one");

    /** A hash here is {@code #} and the password. */
    private final PasswordHashes hashes = (hash, password) -> {
        checked.add(hash);
        if (!hash.startsWith("#") && !hash.startsWith("$")) {
            return new Check.Unusable("this is no hash");
        }
        return hash.equals("#" + password) ? new Check.Matches() : new Check.Differs();
    };

    private Authenticate with(AuthSource source) {
        Submission submission = new Submission(source, new SenderRule.Anybody());
        return new Authenticate(
                () -> SubmissionListener.with(submission), hashes, (user, password) -> stores, reasons::add);
    }

    private Authenticate table(InlineTable.Entry... entries) {
        return with(new AuthSource.Table(new InlineTable("creds", List.of(entries))));
    }

    private static InlineTable.Entry user(String name, String hash) {
        return new InlineTable.Entry(name, hash);
    }

    private static PasswordRequest request(String user, String password) {
        return new PasswordRequest(SubmissionListener.client(), user, password);
    }

    private static ScramRequest request(String user) {
        return new ScramRequest(SubmissionListener.client(), user);
    }

    @Test
    void theRightPasswordSignsInUnderTheNameThatRulesKnow() {
        assertEquals(
                new PasswordVerdict.Authenticated("joe"),
                table(user("Joe", "#secret")).password(request("JOE", "secret")));
        assertEquals(List.of(), reasons);
    }

    @Test
    void anotherPasswordDoesNot() {
        assertEquals(REFUSED, table(user("joe", "#secret")).password(request("joe", "wrong")));
        assertEquals(List.of("user=\"joe\" client=[127.0.0.1] listener=127.0.0.1:465: another password"), reasons);
    }

    @Test
    void anUnknownUserCostsOneHashOfTheTablesKind() {
        assertEquals(REFUSED, table(user("joe", "#secret"), user("ann", "$6$x")).password(request("bob", "secret")));
        assertEquals(List.of("#secret"), checked);
        assertEquals(List.of("user=\"bob\" client=[127.0.0.1] listener=127.0.0.1:465: there is no such user"), reasons);
    }

    @Test
    void anUnknownUserOfAnEmptyTableCostsOneToo() {
        assertEquals(REFUSED, table().password(request("bob", "secret")));
        assertEquals(1, checked.size());
        assertTrue(checked.get(0).startsWith("$6$"), checked::toString);
    }

    @Test
    void aUserWhoseHashIsOfNoUseCostsOneToo() {
        assertEquals(REFUSED, table(user("joe", "secret")).password(request("joe", "secret")));
        assertEquals(3, checked.size(), "his own, the table's first, nobody's");
        assertTrue(reasons.get(0).endsWith(": this is no hash"), reasons::toString);
    }

    @Test
    void aNameThatNobodyHasIsNotLookedUp() {
        String name = "x".repeat(256);
        assertEquals(REFUSED, table(user(name, "#secret")).password(request(name, "secret")));
        assertTrue(reasons.get(0).startsWith("user=\"" + "x".repeat(64) + "\" client"), reasons::toString);
    }

    @Test
    void aTableThatCannotBeReadRefusesNobody() {
        LookupTable gone = new UnavailableTable("creds");
        Authenticate authenticate = with(new AuthSource.Table(gone));
        assertThrows(SignInUnavailableException.class, () -> authenticate.password(request("joe", "secret")));
        assertThrows(SignInUnavailableException.class, () -> authenticate.scram(request("joe")));
    }

    @Test
    void aListenerThatIsGoneRefusesNobody() {
        Authenticate authenticate = new Authenticate(
                () -> SubmissionListener.configuration(List.of()), hashes, (user, password) -> stores, reasons::add);
        assertThrows(SignInUnavailableException.class, () -> authenticate.password(request("joe", "secret")));
    }

    @Test
    void asksTheIdentityStores() {
        Authenticate authenticate = with(new AuthSource.IdentityStores());
        stores = new IdentityStores.Answer.Valid("cn=joe");
        assertEquals(new PasswordVerdict.Authenticated("cn=joe"), authenticate.password(request("joe", "secret")));
        stores = new IdentityStores.Answer.Invalid();
        assertEquals(REFUSED, authenticate.password(request("joe", "secret")));
        stores = new IdentityStores.Answer.Nobody("deploy one");
        assertEquals(
                "deploy one",
                assertThrows(SignInUnavailableException.class, () -> authenticate.password(request("joe", "secret")))
                        .getMessage());
        assertEquals(new ScramVerdict.Unknown(), authenticate.scram(request("joe")));
    }

    @Test
    void givesTheScramSecretOfAUser() {
        assertEquals(
                new ScramVerdict.Known("joe", ScramText.parse(SCRAM)),
                table(user("joe", SCRAM)).scram(request("Joe")));
    }

    @Test
    void givesNoSecretOfAUserWhoHasNone() {
        Authenticate authenticate = table(user("joe", "$6$x"), user("ann", "SCRAM-SHA-256$1:x"));
        assertEquals(new ScramVerdict.Unknown(), authenticate.scram(request("bob")));
        assertEquals(new ScramVerdict.Unknown(), authenticate.scram(request("joe")));
        assertEquals(new ScramVerdict.Unknown(), authenticate.scram(request("ann")));
        assertEquals(
                List.of(
                        "there is no such user",
                        "the user has no SCRAM secret",
                        "a SCRAM secret is written SCRAM-SHA-256$iterations:salt$storedkey:serverkey"),
                reasons.stream()
                        .map(reason -> reason.substring(reason.lastIndexOf(": ") + 2))
                        .toList());
    }
}
