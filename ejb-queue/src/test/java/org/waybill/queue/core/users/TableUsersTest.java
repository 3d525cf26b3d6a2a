package org.waybill.queue.core.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.UnavailableTable;

class TableUsersTest {

    private static UserBase.Answer find(String key, String value, String name) {
        return new TableUsers(new InlineTable("users", List.of(new InlineTable.Entry(key, value)))).find(name);
    }

    @Test
    void readsTheReferencesUserinfo() {
        User alice = new User("alice", new User.Account.Unix(2001, 100), "/home/al:ice");
        assertEquals(new UserBase.Answer.Found(alice), find("alice", "2001:100:/home/al:ice", "alice"));
        assertTrue(new User("x", new User.Account.Unix(0, 0), "/root").isRoot());
    }

    @Test
    void knowsUsersWithoutAnAccount() {
        assertEquals(new UserBase.Answer.Found(User.virtual("alice")), find("alice", "alice", "alice"));
        User bob = new User("bob", new User.Account.Virtual(), "/srv/mail/bob");
        assertEquals(new UserBase.Answer.Found(bob), find("bob", "/srv/mail/bob", "bob"));
        assertEquals(new UserBase.Answer.Missing(), find("bob", "bob", "alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:100", "2001:100:home", "x:y:/home/x", "bob", "99999999999:1:/"})
    void isUnsureOfAnEntryThatItCannotRead(String value) {
        assertEquals(
                new UserBase.Answer.Unavailable("table <users>: '" + value
                        + "' of 'alice' is neither uid:gid:home nor the path of a home directory"),
                find("alice", value, "alice"));
    }

    @Test
    void isUnsureWhereTheTableIs() {
        assertEquals(
                new UserBase.Answer.Unavailable("table <users>: out of order"),
                new TableUsers(new UnavailableTable("users")).find("alice"));
    }
}
