package org.waybill.queue.core.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private static final Map<String, String> VALUES = Map.of(
            "user.username", "alice",
            "rcpt", "User+Tag@Example.org",
            "rcpt.user", "User+Tag",
            "rcpt.domain", "example.org",
            "sender", "",
            "sender.user", "a!b#c?d=e");

    private static String expand(String template) {
        return PathTemplate.parse(template).expand(VALUES::get);
    }

    @ParameterizedTest
    @CsvSource({
        "mail/%{user.username}, mail/alice",
        "/var/mail/%{rcpt.domain}/%{rcpt.user}/, /var/mail/example.org/User+Tag/",
        "m/%{rcpt:lowercase}, m/user+tag@example.org",
        "m/%{rcpt:uppercase}, m/USER+TAG@EXAMPLE.ORG",
        "m/%{rcpt:strip}, m/User@Example.org",
        "m/%{rcpt.user:strip}, m/User",
        "m/%{rcpt:lowercase|strip}, m/user@example.org",
        "m/%{rcpt.domain[0]}/%{rcpt.domain[1]}, m/e/x",
        "m/%{rcpt.domain[8:]}, m/org",
        "m/%{rcpt.domain[-3:]}, m/org",
        "m/%{rcpt.domain[-3:-2]}, m/or",
        "m/%{rcpt.domain[0:6]}, m/example",
        "m/%{rcpt.domain[0:-5]}, m/example",
        "m/%{rcpt.domain[0:99]}, m/example.org",
        "m/%{rcpt[0]:lowercase}, m/u",
        "m/%{sender.user}, m/a:b:c:d=e",
        "m/%{sender.user:raw}, m/a!b#c?d=e",
        "100%%/x, 100%/x",
        "mail-%{user.username}.d, mail-alice.d",
    })
    void expandsAsTheReferenceDoes(String template, String path) {
        assertEquals(path, expand(template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../..", "/etc/passwd", "a/../b", "\0", "", "...", ".ssh", "\\..\\x", "a\nb"})
    void keepsEveryValueWithinItsComponent(String hostile) {
        for (String template : List.of("m/%{rcpt.user}/in", "m/%{rcpt.user:raw}/in", "m/.%{rcpt.user:raw}/in")) {
            String path = PathTemplate.parse(template).expand(name -> hostile);
            String[] components = path.split("/", -1);
            assertEquals(3, components.length, path);
            assertEquals("m", components[0]);
            assertEquals("in", components[2]);
            assertFalse(List.of("", ".", "..").contains(components[1]), path);
            assertFalse(path.chars().anyMatch(Character::isISOControl), "no control character in the path");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "m/%{rcpt.user}, m/\ud83d\ude00j\u00f6rg",
        "m/%{rcpt.user[0]}, m/\ud83d\ude00",
        "m/%{rcpt.user[1]}, m/j",
        "m/%{rcpt.user[-4:-3]}, m/j\u00f6",
        "m/%{rcpt.user[0:1]:uppercase}, m/\ud83d\ude00J"
    })
    void countsWholeCharacters(String template, String path) {
        assertEquals(path, PathTemplate.parse(template).expand(name -> "\ud83d\ude00j\u00f6rg"));
    }

    @Test
    void neverHidesAFileBecauseAValueSaysSo() {
        assertEquals("m/:ssh", PathTemplate.parse("m/%{rcpt.user}").expand(name -> ".ssh"));
    }

    @Test
    void doesNotJoinTwoValuesToAStepUp() {
        assertEquals("m/:.", PathTemplate.parse("m/%{rcpt.user}%{rcpt.domain}").expand(name -> "."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m/%{nosuch}|unknown format specifier '%{nosuch}': expected one of dest, dest.domain, dest.user, mbox.from, rcpt,"
                        + " rcpt.domain, rcpt.user, sender, sender.domain, sender.user, user.username",
                "m/%{rcpt:loud}|unknown modifier 'loud' in a format specifier: expected lowercase, uppercase, strip or raw",
                "m/%{rcpt[a]}|cannot read the format specifier '%{rcpt[a]}': expected %{name[first:last]:modifier|modifier}",
                "m/%{rcpt|expected a format specifier such as %{rcpt.user}, or %% for a percent sign, at '%{rcpt'",
                "m/50%|expected a format specifier such as %{rcpt.user}, or %% for a percent sign, at '%'",
                "%{rcpt}/m|a path must begin with a fixed name such as mail/, not with a format specifier: '%{rcpt}/m'",
                "/%{rcpt}|a path must begin with a fixed name such as mail/, not with a format specifier: '/%{rcpt}'",
                "mail/../x|a path may not go up with '..': 'mail/../x'",
                "..|a path may not go up with '..': '..'",
            })
    void refusesWhatItCannotKeepSafe(String line) {
        int bar = line.indexOf('|');
        String template = line.substring(0, bar);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse(template), template);
        assertEquals(line.substring(bar + 1), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        // template, at home, fixed part
        "~/Maildir,                       true,  ''",
        "%{user.directory}/Maildir,       true,  ''",
        "~/%{rcpt.domain},                true,  ''",
        "mail/all,                        false, mail/all",
        "mail/%{user.username}/in,        false, mail",
        "mail-%{user.username}/in,        false, ''",
        "/%%/x/y%{user.username},         false, /%/x",
        "/mail%{user.username},           false, /",
        "~alice/mail,                     false, ~alice/mail"
    })
    void knowsWhatIsTheAdministratorsWord(String template, boolean atHome, String fixed) {
        PathTemplate path = PathTemplate.parse(template);
        assertEquals(atHome, path.atHome());
        assertEquals(fixed, path.fixedPart());
    }

    @Test
    void expandsBelowTheHome() {
        assertEquals("Mail/alice", expand("~/Mail/%{user.username}"));
        assertEquals("Mail", expand("%{user.directory}/Mail"));
    }

    @Test
    void hasAHomeAtTheBeginOnly() {
        assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse("m/%{user.directory}"));
    }

    @Test
    void refusesAnEmptyPath() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse(""));
        assertEquals("expected a path of 1 to 1024 characters without control characters", e.getMessage());
    }
}
