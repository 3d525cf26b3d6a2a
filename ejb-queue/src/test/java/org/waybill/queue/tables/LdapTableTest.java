package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.KeyedTable;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LdapSearch.Encryption;
import org.waybill.queue.core.tables.LdapSearch.Login;
import org.waybill.queue.core.tables.LdapSearch.Server;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.queue.core.tables.LookupTableContract;
import org.waybill.queue.core.tables.UnavailableTable;

/** {@code ldap:} tables in a real directory. */
class LdapTableTest implements LookupTableContract {

    private static final Path PLATFORM = Path.of("");
    private static final Login NOBODY = new Login.Anonymous();

    private static DirectoryRig directory;

    private final LdapConnections connections = new LdapConnections();

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        directory = new DirectoryRig(home);
    }

    @AfterAll
    static void stop() throws Exception {
        directory.close();
    }

    @AfterEach
    void clear() throws Exception {
        connections.close();
        directory.clear();
    }

    /** A directory promises none. */
    @Override
    public boolean isOrdered() {
        return false;
    }

    /** A directory compares without case, so that nobody has two entries that differ in it. */
    @Override
    public LookupTable list(String... values) {
        try {
            directory.clear();
            for (String value : List.of(values)
                    .subList(values.length == 2 && values[0].equalsIgnoreCase(values[1]) ? 1 : 0, values.length)) {
                directory.add("description: " + value);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return table(plain(), NOBODY, "(description=%s)", "", "description");
    }

    @Override
    public LookupTable mapping(String key, String value) {
        add("uid: " + key, "description: " + value);
        return table(plain(), NOBODY, "(uid=%s)", "uid", "description");
    }

    private static void add(String... attributes) {
        try {
            directory.add(attributes);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Server plain() {
        return new Server("localhost", directory.front().port(), Encryption.NONE, true, PLATFORM);
    }

    private LookupTable table(Server server, Login login, String filter, String key, String... attributes) {
        LdapSearch search = new LdapSearch(server, login, DirectoryRig.BASE, filter, List.of(attributes), key);
        return new KeyedTable("t", new LdapSource(connections, search), Clock.systemUTC());
    }

    private static Login reader(String credentials) {
        return new Login.Label(new InlineTable("secrets", List.of(new InlineTable.Entry("dir", credentials))), "dir");
    }

    @Test
    void joinsValuesAndEntriesWithCommasAndAttributesWithBlanks() {
        add("uid: team", "mail: a@x.test", "mail: b@x.test", "title: boss");
        add("uid: team", "mail: c@x.test");
        add("uid: idle");
        LookupTable table = table(plain(), NOBODY, "(uid=%s)", "", "title", "mail");
        String value = ((Answer.Found) table.lookup("TEAM")).value();
        assertTrue(value.contains("boss a@x.test, b@x.test") || value.contains("boss b@x.test, a@x.test"), value);
        assertTrue(value.contains("c@x.test"), value);
        assertEquals(new Answer.Missing(), table.lookup("idle"));
    }

    @Test
    void theKeyStandsWhereverTheFilterHasIt() {
        add("uid: bob", "mail: bob@x.test", "title: found");
        LookupTable table = table(plain(), NOBODY, "(|(uid=%s)(mail=%s))", "", "title");
        assertEquals(new Answer.Found("found"), table.lookup("bob"));
        assertEquals(new Answer.Found("found"), table.match(Service.MAILADDR, "bob@x.test"));
        assertEquals(new Answer.Missing(), table.lookup("x)(uid=bob"));
    }

    @Test
    void readsContentsInPagesByTheirKeys() {
        for (int i = 0; i < 450; i++) {
            add("uid: 10.0." + i / 250 + "." + i % 250, "title: t" + i);
        }
        LookupTable table = table(plain(), NOBODY, "(uid=%s)", "uid", "title");
        assertEquals(450, size(table.contents()));
        assertEquals(new Answer.Found("t449"), table.match(Service.NETADDR, "10.0.1.199"));
    }

    private static int size(Contents contents) {
        assertTrue(contents instanceof Contents.Values, contents::toString);
        return ((Contents.Values) contents).values().size();
    }

    @ParameterizedTest
    @EnumSource(
            value = Encryption.class,
            names = {"STARTTLS", "LDAPS"})
    void theCertificateIsVerified(Encryption encryption) {
        add("uid: alice", "title: x");
        DirectoryRig.Front front = directory.front();
        DirectoryRig.Front misnamed = directory.misnamed();
        Answer found = new Answer.Found("x");
        assertEquals(found, secured(front, encryption, true, front.certificate()));
        assertEquals(found, secured(misnamed, encryption, false, PLATFORM));
        assertInstanceOf(Answer.Unavailable.class, secured(front, encryption, true, PLATFORM), "unknown authority");
        assertInstanceOf(
                Answer.Unavailable.class,
                secured(misnamed, encryption, true, misnamed.certificate()),
                "a certificate for another name");
    }

    private Answer secured(DirectoryRig.Front front, Encryption encryption, boolean verified, Path ca) {
        int port = encryption == Encryption.LDAPS ? front.securePort() : front.port();
        Server server = new Server("localhost", port, encryption, verified, ca);
        return table(server, NOBODY, "(uid=%s)", "", "title").lookup("alice");
    }

    @Test
    void asksAsWhoeverTheLabelNames() {
        add("uid: alice", "title: x");
        String good = DirectoryRig.READER + ":" + DirectoryRig.PASSWORD;
        assertEquals(new Answer.Found("x"), asked(reader(good)));
        Answer refused = asked(reader(DirectoryRig.READER + ":wrong"));
        assertEquals(new Answer.Unavailable("the directory failed: invalid credentials (49)"), refused);
        assertEquals(
                new Answer.Unavailable("the label 'dir' of table <secrets> is no name:password"),
                asked(reader(DirectoryRig.READER + ":")));
        assertEquals(
                new Answer.Unavailable("the label 'none' of table <secrets> is not there"),
                asked(new Login.Label(InlineTable.listOf("secrets", List.of("x")), "none")));
        assertEquals(
                new Answer.Unavailable("the label 'dir' of table <broken> cannot be looked up: out of order"),
                asked(new Login.Label(new UnavailableTable("broken"), "dir")));
    }

    private Answer asked(Login login) {
        return table(plain(), login, "(uid=%s)", "", "title").lookup("alice");
    }

    @Test
    void aDirectoryThatIsNotThereIsUnavailable() {
        Server nowhere = new Server("127.0.0.1", 1, Encryption.NONE, true, PLATFORM);
        assertEquals(
                new Answer.Unavailable("the directory failed: connect error (91)"),
                table(nowhere, NOBODY, "(uid=%s)", "", "title").lookup("a"));
        Server unread = new Server("localhost", 1, Encryption.LDAPS, true, Path.of("gone.pem"));
        assertTrue(table(unread, NOBODY, "(uid=%s)", "", "title").lookup("a") instanceof Answer.Unavailable);
    }

    @Test
    void aBaseThatIsNotThereIsUnavailable() {
        LdapSearch search =
                new LdapSearch(plain(), NOBODY, "ou=none," + DirectoryRig.BASE, "(uid=%s)", List.of("title"), "");
        LookupTable table = new KeyedTable("t", new LdapSource(connections, search), Clock.systemUTC());
        assertEquals(new Answer.Unavailable("the directory failed: no such object (32)"), table.lookup("a"));
    }

    @Test
    void refusesWhatIsNoFilterAndNoBase() {
        for (List<String> bad : List.of(List.of("(uid=%s", "dc=x"), List.of("(uid=%s)", "nonsense"))) {
            LdapSearch search = new LdapSearch(plain(), NOBODY, bad.get(1), bad.get(0), List.of("title"), "");
            assertThrows(IllegalArgumentException.class, () -> new LdapSource(connections, search), bad::toString);
        }
    }

    @Test
    void nobodyReadsThePasswordOfAnAsker() {
        assertFalse(
                new LdapConnections.Asker(plain(), "cn=x", "hidden").toString().contains("hidden"));
    }
}
