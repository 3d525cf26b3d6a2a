package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.tables.KeyedTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTableContract;
import org.waybill.queue.jpa.QueueDatabase;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.secrets.SealedText;

/** {@code secret:} tables in the real database. */
class SecretTableTest implements LookupTableContract {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static QueueDatabase database;
    private SecretRows rows;
    private Secrets secrets;

    @BeforeAll
    static void open(@TempDir Path home) {
        database = new QueueDatabase(home);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        database.clear();
        rows = new SecretRows(database, database);
        secrets = new Secrets(rows, new SealedText(key(1), RANDOM));
    }

    private static SecretKeySpec key(int first) {
        byte[] octets = new byte[32];
        octets[0] = (byte) first;
        return new SecretKeySpec(octets, "AES");
    }

    /** They have labels, and no order but that of these. */
    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public LookupTable list(String... values) {
        secrets.labels("s", 100).forEach(label -> secrets.remove("s", label));
        for (String value : values) {
            secrets.put("s", value, value);
        }
        return table();
    }

    @Override
    public LookupTable mapping(String key, String value) {
        secrets.put("s", key, value);
        return table();
    }

    private LookupTable table() {
        return new KeyedTable("s", new SecretSource(secrets, "s"), Clock.systemUTC());
    }

    @Test
    void liesInTheDatabaseSealed() {
        secrets.put("s", "Lab1", "joe:joepw");
        String sealed = rows.get("s", "lab1").orElseThrow();
        assertFalse(sealed.contains("joe"), sealed);
        assertEquals(new Answer.Found("joe:joepw"), table().lookup("LAB1"));
        assertEquals(List.of("lab1"), secrets.labels("s", 10));
        assertTrue(secrets.remove("s", "lAb1"));
        assertFalse(secrets.remove("s", "lab1"));
        assertEquals(new Answer.Missing(), table().lookup("lab1"));
    }

    @Test
    void aSecretOfAnotherKeyOrPlaceIsUnavailable() {
        secrets.put("s", "lab1", "joe:joepw");
        rows.put("s", "lab2", rows.get("s", "lab1").orElseThrow());
        rows.put("s", "lab3", "nonsense");
        LookupTable table = table();
        for (String label : List.of("lab2", "lab3")) {
            assertEquals(
                    new Answer.Unavailable(
                            "the secret '" + label + "' was not sealed with this server's key: write it anew"),
                    table.lookup(label));
        }
        secrets = new Secrets(rows, new SealedText(key(2), RANDOM));
        assertTrue(table().lookup("lab1") instanceof Answer.Unavailable);
    }
}
