package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.config.Reception;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.Network;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.listener.TrustedSources;

class CurrentListenersTest {

    private static final String SCRAM = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
            + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static final InlineTable NOBODY = InlineTable.listOf("nobody", List.of());

    private static final ListenerSpec SPEC = SubmissionListener.SPEC
            .withTls(new TlsPolicy(TlsMode.IMPLICIT, List.of(new TlsIdentity("p", Path.of("c"), Path.of("k")))))
            .withAuth(new AuthPolicy(AuthPolicy.Mode.REQUIRED, AuthPolicy.passwordMechanisms(), true));

    private static final Set<SaslMechanism> PASSWORDS = AuthPolicy.passwordMechanisms();
    private static final Set<SaslMechanism> ALL = EnumSet.allOf(SaslMechanism.class);

    private final CurrentListeners listeners = new CurrentListeners();

    /** A table that somebody edits. */
    private static final class EditedTable implements LookupTable {

        private final List<String> values = new ArrayList<>();
        private boolean readable = true;

        void write(String... lines) {
            values.clear();
            values.addAll(List.of(lines));
        }

        @Override
        public String name() {
            return "t";
        }

        @Override
        public Answer lookup(String key) {
            throw new AssertionError("nothing is looked up here");
        }

        @Override
        public Answer match(Service service, String key) {
            throw new AssertionError("nothing is looked up here");
        }

        @Override
        public Contents contents() {
            return readable ? new Contents.Values(values) : new Contents.Unavailable("gone");
        }
    }

    private Set<SaslMechanism> mechanisms(AuthSource source) {
        Listener listener =
                new Listener(SPEC, new Submission(source, new SenderRule.Anybody()), Reception.OPEN, NOBODY, NOBODY);
        CurrentListeners.Answer answer = listeners.now(List.of(listener));
        assertEquals(List.of(), answer.troubles());
        AuthPolicy auth = answer.specs().get(0).auth();
        assertEquals(AuthPolicy.Mode.REQUIRED, auth.mode());
        assertEquals(true, auth.checksSender());
        return auth.mechanisms();
    }

    @Test
    void offersScramWhileEveryUserHasASecret() {
        EditedTable table = new EditedTable();
        AuthSource source = new AuthSource.Table(table);
        assertEquals(PASSWORDS, mechanisms(source), "an empty table may get any user");
        table.write(SCRAM, SCRAM);
        assertEquals(ALL, mechanisms(source));
        assertEquals(ALL, mechanisms(source));
        table.write(SCRAM, "$6$x");
        assertEquals(PASSWORDS, mechanisms(source));
        table.write(SCRAM, "SCRAM-SHA-256$broken");
        assertEquals(PASSWORDS, mechanisms(source));
        table.write(SCRAM);
        assertEquals(ALL, mechanisms(source));
        table.readable = false;
        assertEquals(PASSWORDS, mechanisms(source));
    }

    @Test
    void offersPasswordsOnlyWhereIdentityStoresAreAsked() {
        assertEquals(PASSWORDS, mechanisms(new AuthSource.IdentityStores()));
    }

    @Test
    void trustsWhomTheTablesName() {
        Listener listener = new Listener(
                SPEC,
                Submission.NONE,
                Reception.OPEN,
                InlineTable.listOf("p", List.of("192.0.2.0/24", "2001:db8::1")),
                InlineTable.listOf("x", List.of("10.0.0.1")));
        assertEquals(
                new TrustedSources(
                        List.of(Network.parse("192.0.2.0/24"), Network.parse("2001:db8::1")),
                        List.of(Network.parse("10.0.0.1"))),
                listeners.now(List.of(listener)).specs().get(0).trusted());
    }

    private CurrentListeners.Answer proxied(LookupTable proxies) {
        return listeners.now(List.of(
                new Listener(SPEC, Submission.NONE, Reception.OPEN, proxies, NOBODY),
                new Listener(SPEC, Submission.NONE, Reception.OPEN, NOBODY, NOBODY)));
    }

    @Test
    void keepsAListenerClosedWhoseProxiesAreNotKnown() {
        EditedTable table = new EditedTable();
        table.readable = false;
        CurrentListeners.Answer answer = proxied(table);
        assertEquals(1, answer.specs().size());
        assertEquals(
                List.of(
                        "table <t>: gone",
                        "the listener " + SPEC.name() + " stays closed until its trusted sources are known"),
                answer.troubles());
    }

    @Test
    void keepsTheLastGoodListOfProxies() {
        EditedTable table = new EditedTable();
        table.write("10.0.0.1");
        proxied(table);
        table.write("10.0.0.1", "nonsense");
        CurrentListeners.Answer answer = proxied(table);
        assertEquals(List.of("table <t>: 'nonsense' is not an address or network"), answer.troubles());
        assertEquals(
                List.of(Network.parse("10.0.0.1")),
                answer.specs().get(0).trusted().proxies());
        table.write("10.0.0.2");
        assertEquals(
                List.of(Network.parse("10.0.0.2")),
                proxied(table).specs().get(0).trusted().proxies());
    }

    @Test
    void forgetsTablesThatNoListenerNames() {
        EditedTable table = new EditedTable();
        table.write("10.0.0.1");
        proxied(table);
        listeners.now(List.of());
        table.readable = false;
        assertEquals(1, proxied(table).specs().size());
    }
}
