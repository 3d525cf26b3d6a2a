package org.waybill.queue.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase.Answer;

class SystemUsersTest {

    /** A command in place of getent; the name is its first argument. */
    private static Answer find(String script, String name) {
        return new SystemUsers(List.of("sh", "-c", script, "getent")).find(name);
    }

    @Test
    void knowsRoot() {
        Answer.Found root = assertInstanceOf(Answer.Found.class, new SystemUsers().find("root"));
        assertTrue(root.user().isRoot());
        assertEquals("/root", root.user().home());
    }

    @Test
    void knowsNobodyElse() {
        assertEquals(new Answer.Missing(), new SystemUsers().find("no-such-user-here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-s", "--help", "a b", "a:b", "a/b", "größe", "a\nb"})
    void asksForNothingThatCannotBeAName(String name) {
        assertEquals(new Answer.Missing(), find("echo \"$1:x:1:1::/:/bin/sh\"", name));
    }

    @Test
    void readsAnEntry() {
        assertEquals(
                new Answer.Found(new User("alice", new User.Account.Unix(2001, 100), "/home/alice")),
                find("echo \"$1:x:2001:100:A. Lice,,,:/home/alice:/bin/sh\"", "alice"));
    }

    @ParameterizedTest
    @CsvSource({"exit 1, 'getent passwd ended with status 1'", "echo what, 'getent passwd answered ''what'''"})
    void isUnsureOfAnythingElse(String script, String reason) {
        assertEquals(new Answer.Unavailable(reason), find(script, "alice"));
    }

    @Test
    void isUnsureWithoutGetent() {
        assertInstanceOf(Answer.Unavailable.class, new SystemUsers(List.of("/no/such/getent")).find("alice"));
    }
}
