package org.waybill.queue.core.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real shell: what counts is what its commands get. */
class CommandTemplateTest {

    private static final Map<String, String> VALUES = Map.of(
            "sender", "s@client.test",
            "sender.user", "a!b#c?d=e",
            "rcpt", "Info+Tag@mx.seed.test",
            "rcpt.user", "two words",
            "dest.user", "-rf",
            "mbox.from", "s@client.test",
            "user.username", "alice",
            "user.directory", "/home/al ice&");

    /** Prints each of its parameters in angle brackets, so that one can tell how many there are. */
    private static final String SHOW = "printf '<%s>' ";

    private static String run(ShellCommand command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.arguments())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static String run(String template, UnaryOperator<String> values) throws IOException, InterruptedException {
        return run(CommandTemplate.parse(template).expand(values));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiterString = "=>",
            value = {
                "echo 100%% done                              => 100% done",
                "date -u -d @0 +%Y                            => 1970",
                "echo '%{sender}|%{mbox.from}'                => s@client.test|s@client.test",
                "printf '<%s>' %{rcpt}                        => <Info+Tag@mx.seed.test>",
                "printf '<%s>' %{rcpt[0:3]:lowercase}         => <info>",
                "printf '<%s>' %{rcpt:strip|uppercase}        => <INFO@MX.SEED.TEST>",
                "printf '<%s>' '%{sender.user}' '%{sender.user:raw}' => <a:b:c:d=e><a!b#c?d=e>",
                "printf '<%s>' %{rcpt.user:raw}               => <two words>",
                "printf '<%s>' %{rcpt.user}                   => <two:words>",
                "printf '<%s>' '%{rcpt.user:raw}' \"%{rcpt.user:raw}\" => <two words><two words>",
                "printf '<%s>' --user=%{rcpt.user:raw}-x      => <--user=two words-x>",
                "printf '<%s>' 'it'\\''s %{rcpt.user:raw}'    => <it's two words>",
                "printf '<%s>' \"a\\\"%{rcpt.user:raw}\\\"b\" => <a\"two words\"b>",
                "printf '<%s>' \"$(printf '%s' '%{rcpt.user:raw}')\" => <two words>",
                "printf '<%s>' \"$(printf '%s' \"%{rcpt.user:raw}\")\" => <two words>",
                "printf '<%s>' $(printf '<%s>' %{rcpt.user:raw} | tr -d ' ') => <<twowords>>",
                "(printf '<%s>' %{rcpt.user:raw}); printf '<%s>' %{sender} => <two words><s@client.test>",
                "x=%{rcpt.user:raw}; printf '<%s>' \"${x#t}\" %{user.username} => <wo words><alice>",
                "printf '<%s>' %{user.directory}              => </home/al ice&>",
                "f() { shift; printf '<%s>' \"$#\" %{sender}; }; f 1 2; printf '<%s>' \"$#\" => <1><s@client.test><0>",
                "printf '<%s>' %{dest.user} '%{dest.user:raw}' x%{dest.user} => <:rf><:rf><x-rf>",
                "printf '<%s>' %{sender} # it's %{rcpt}       => <s@client.test>",
                "printf '<%s>' a#%{sender}                    => <a#s@client.test>",
                "printf '<%s>' $(( 1 + 2 )) %{sender}         => <3><s@client.test>",
                "printf '<%s>' ${nosuch:-\"}\"} %{sender}     => <}><s@client.test>"
            })
    void givesItsCommandsTheValues(String template, String output) throws IOException, InterruptedException {
        assertEquals(output, run(template, VALUES::get).stripTrailing());
    }

    @Test
    void hasMoreThanNineValues() throws IOException, InterruptedException {
        String eleven = "%{sender}".repeat(11);
        assertEquals("<" + "s@client.test".repeat(11) + ">", run(SHOW + eleven, VALUES::get));
    }

    @Test
    void isNotChangedByWhatAValueHolds() throws IOException, InterruptedException {
        // each context in which a value may stand, and how often
        String template = SHOW + "%{rcpt:raw} '%{rcpt:raw}' \"%{rcpt:raw}\" a'b'%{rcpt:raw}\"c\""
                + " \"$(printf '%s.' \"%{rcpt:raw}\")\" \"$(printf '%s.' '%{rcpt:raw}')\" <&-";
        String alphabet = "a '\"`$(){}[]<>|&;!*?~#\\=%^:@/-+.\u00e9\u20ac\ud83d\ude00";
        Random random = new Random(4711);
        List<String> hostile = new ArrayList<>(List.of(
                "",
                "$(touch x)",
                "`id`",
                "'; id; '",
                "\"; id; \"",
                "${IFS}",
                "$1",
                "\\",
                "\\'",
                "a\\",
                "*",
                "~",
                "$((1))",
                "'\"'\"'",
                "x'$(id)'",
                "#",
                "!!",
                "&",
                "a b",
                "  ",
                "--",
                "%{rcpt}",
                "${waybill_1}"));
        for (int i = 0; i < 200; i++) {
            StringBuilder value = new StringBuilder("a");
            random.ints(random.nextInt(12), 0, alphabet.codePointCount(0, alphabet.length()))
                    .forEach(n -> value.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, n))));
            hostile.add(value.toString());
        }
        for (String value : hostile) {
            String first = value.startsWith("-") ? ":" + value.substring(1) : value;
            assertEquals(
                    "<%s><%s><%s><ab%sc><%s.><%s.>".formatted(first, first, first, value, first, first),
                    run(template, name -> value),
                    "with the value " + value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiterString = "=>",
            value = {
                "echo w; %{mda}                    => w <two words> <s@client.test>",
                "env %{mda}                        => <two words> <s@client.test>",
                "( %{mda} ) | tr a-z A-Z           => <TWO WORDS> <S@CLIENT.TEST>",
                "printf '%s ' %{user.username}; %{mda} => alice <two words> <s@client.test>",
                "true                              => ^^"
            })
    void isWrapped(String wrapper, String output) throws IOException, InterruptedException {
        ShellCommand inner = CommandTemplate.parse("printf '<%s> ' %{rcpt.user:raw} '%{sender}'")
                .expand(VALUES::get);
        ShellCommand wrapped = CommandTemplate.parseWrapper(wrapper).around(inner, VALUES::get);
        assertEquals(output, run(wrapped).strip().replace('\n', ' '));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo %{nosuch}|unknown format specifier '%{nosuch}': expected one of dest, dest.domain, dest.user,"
                        + " mbox.from, rcpt, rcpt.domain, rcpt.user, sender, sender.domain, sender.user, user.directory,"
                        + " user.username",
                "echo %{mda}|unknown format specifier '%{mda}': expected one of dest, dest.domain, dest.user, mbox.from,"
                        + " rcpt, rcpt.domain, rcpt.user, sender, sender.domain, sender.user, user.directory,"
                        + " user.username",
                "echo %{rcpt|expected '}' at the end of '%{rcpt'",
                "echo `echo %{rcpt}`|a format specifier cannot stand between backticks; write $(…)",
                "echo ${x:-%{rcpt}}|a format specifier cannot stand within ${…}",
                "echo \"${x:-%{rcpt}}\"|a format specifier cannot stand within ${…}",
                "echo $((%{rcpt}))|a format specifier cannot stand within $((…))",
                "echo $((1 + (%{rcpt})))|a format specifier cannot stand within $((…))",
                "echo $'%{rcpt}'|a format specifier cannot stand within $'…'",
                "echo \\%{rcpt}|a format specifier cannot stand behind '\\'",
                "echo $%{rcpt}|a format specifier cannot stand behind '$'",
                "echo '%{rcpt}|a quote or parenthesis of the command is not closed",
                "echo \"%{rcpt}|a quote or parenthesis of the command is not closed",
                "( echo %{rcpt}|a quote or parenthesis of the command is not closed",
                "echo %{rcpt} \\|a quote or parenthesis of the command is not closed"
            })
    void refusesWhatNoShellWouldKeepApart(String line) {
        int bar = line.lastIndexOf('|');
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> CommandTemplate.parse(line.substring(0, bar)), line);
        assertEquals(line.substring(bar + 1), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c '%{mda}'", "sh -c \"%{mda}\"", "echo `%{mda}`"})
    void refusesACommandBetweenQuotes(String wrapper) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> CommandTemplate.parseWrapper(wrapper));
        assertEquals("%{mda} is a command and cannot stand between quotes", e.getMessage());
    }
}
