package org.waybill.queue.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {

    private static final List<String> X = List.of("x@dest.test");

    static Stream<Arguments> lines() {
        return Stream.of(
                line("x@dest.test", plain()),
                line("-i x@dest.test", new Options(plain().form(), true, false)),
                line("-oi x@dest.test", new Options(plain().form(), true, false)),
                line("-o i x@dest.test", new Options(plain().form(), true, false)),
                line("-v x@dest.test", new Options(plain().form(), false, true)),
                line("-iv x@dest.test", new Options(plain().form(), true, true)),
                line("-ivt", new Options(form("", "", List.of(), true, "", "", ""), true, true)),
                line("-ti", new Options(form("", "", List.of(), true, "", "", ""), true, false)),
                line("-f s@client.test x@dest.test", options(form("s@client.test", "", X, false, "", "", ""))),
                line("-fs@client.test x@dest.test", options(form("s@client.test", "", X, false, "", "", ""))),
                line("-r <s@client.test> x@dest.test", options(form("s@client.test", "", X, false, "", "", ""))),
                line("-f <> x@dest.test", options(form("<>", "", X, false, "", "", ""))),
                line("-F Joe x@dest.test", options(form("", "Joe", X, false, "", "", ""))),
                line("-N never x@dest.test", options(form("", "", X, false, "NEVER", "", ""))),
                line("-N success,delay x@dest.test", options(form("", "", X, false, "SUCCESS,DELAY", "", ""))),
                line("-R hdrs -V QQ1 x@dest.test", options(form("", "", X, false, "", "HDRS", "QQ1"))),
                line(
                        "x@dest.test,y@dest.test z@dest.test",
                        options(form("", "", List.of("x@dest.test", "y@dest.test", "z@dest.test"), false, "", "", ""))),
                line("-- -x@dest.test", options(form("", "", List.of("-x@dest.test"), false, "", "", ""))),
                // of other sendmails
                line("-bm -oem -em -m -n -B 8BITMIME -Am -L tag -x -E -J x@dest.test", plain()));
    }

    private static Arguments line(String line, Options expected) {
        return Arguments.of(line, expected);
    }

    private static Options plain() {
        return options(form("", "", X, false, "", "", ""));
    }

    private static Options options(Form form) {
        return new Options(form, false, false);
    }

    private static Form form(
            String sender,
            String name,
            List<String> recipients,
            boolean headers,
            String notifications,
            String returned,
            String envelopeId) {
        return new Form("joe", sender, name, recipients, headers, false, notifications, returned, envelopeId);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void readsTheCommandLine(String line, Options expected) throws UsageException {
        assertEquals(expected, Options.parse(List.of(line.split(" ")), "joe"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    -i;                    no recipients: name some, or say -t
                    -Z x@dest.test;        unknown option -Z
                    -iZ x@dest.test;       unknown option -Z
                    -bs;                   -bs is not done here: only -bm, which sends a mail
                    -bp;                   -bp is not done here: only -bm, which sends a mail
                    -q;                    unknown option -q
                    x@dest.test -t -f;     no-error
                    -t -f;                 option -f needs a value
                    -N often x@dest.test;  -N takes never, or of success, failure and delay those that are wanted
                    -R all x@dest.test;    -R takes full or hdrs
                    """)
    void saysWhatIsWrong(String line, String expected) throws UsageException {
        List<String> words = List.of(line.split(" "));
        if (expected.equals("no-error")) {
            // behind the first recipient there are no options
            assertEquals(3, Options.parse(words, "joe").form().recipients().size());
        } else {
            assertEquals(
                    expected,
                    assertThrows(UsageException.class, () -> Options.parse(words, "joe"))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    250 2.0.0 id Message accepted for delivery; 0
                    550 5.1.1 Invalid recipient: <x>;           67
                    501 5.1.3 Recipient address syntax error;   65
                    552 5.3.4 Message too big;                  65
                    550 5.6.0 Message with a NUL;               65
                    550 5.7.1 Not for you;                      69
                    451 4.3.0 Temporary failure;                75
                    452 4.3.1 Insufficient system storage;      75
                    what?;                                      75
                    """)
    void endsAsSysexitsSays(String reply, int status) {
        assertEquals(status, ExitStatus.of(reply));
    }
}
