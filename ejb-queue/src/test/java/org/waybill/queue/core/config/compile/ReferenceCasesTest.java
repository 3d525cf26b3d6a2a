package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.config.Problem;

/**
 * The cases of the reference's configuration check, by their ids. A listener is added, which the reference does not need;
 * {@code mbox} is written as {@code hold}. What the reference accepts and this version does not have must be refused as
 * such. C25 is about the reference's command line.
 */
class ReferenceCasesTest {

    private static final String LISTENER = "listen on 127.0.0.1 port 2525\n";

    /** @param problem as it is printed without the file, empty if the text is good */
    record Case(String id, String text, String problem) {
        @Override
        public String toString() {
            return id;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "C03",
                        "action \"a\" hold",
                        "1:1: there is no rule, so every recipient would be refused; expected at least one match; add match … action NAME"),
                new Case(
                        "C04",
                        "table t { a = b }\naction \"a\" maildir alias <t> virtual <t>\nmatch for local action \"a\"",
                        "3:30: 'alias' is given twice; keep one of them"),
                new Case(
                        "C05",
                        "table t { a = \"b:c\" }\naction \"a\" relay auth <t>\nmatch for any action \"a\"",
                        "3:18: 'auth' says nothing without hosts: the exchangers of a domain are the DNS's; expected host or domain; name the hosts, or take it out"),
                new Case(
                        "C06",
                        "action \"a\" relay host \"smtp://x.test\" backup\nmatch for any action \"a\"",
                        "2:39: 'backup' and 'host' exclude each other; keep one of them"),
                new Case(
                        "C07",
                        "action \"a\" mbox user alice\nmatch for local action \"a\"",
                        "2:17: unexpected 'user' in action … mbox; expected alias, virtual, userbase, ttl, retry, jitter, warn-interval, description"),
                new Case(
                        "C08",
                        "action \"a\" relay srs\nmatch for any action \"a\"",
                        "2:18: 'srs' needs a key to sign addresses with; add srs key \"…\""),
                new Case(
                        "C09",
                        "action \"a\" hold\nmatch from any from local for local action \"a\"",
                        "3:16: 'from' is given twice; keep one of them"),
                new Case(
                        "C10",
                        "action \"a\" maildir userbase <nosuch>\nmatch for local action \"a\"",
                        "2:30: there is no table 'nosuch'; define it with table nosuch …"),
                new Case(
                        "C12",
                        "table t { a = b }\naction \"a\" hold\nmatch for domain <t> action \"a\"",
                        "4:19: table 't' is a mapping; expected a list: values without '='"),
                new Case(
                        "C13",
                        "listen on 127.0.0.1 port 2526 auth\naction \"a\" hold\nmatch for local action \"a\"",
                        "2:31: 'auth' needs TLS, or passwords could be read on their way; expected tls, tls-require or smtps; add tls or smtps, and pki NAME"),
                new Case(
                        "C14",
                        "listen on 127.0.0.1 port 2526 tls\naction \"a\" hold\nmatch for local action \"a\"",
                        "2:1: a listener with TLS needs a certificate; expected pki NAME; add pki NAME, and define it with pki NAME cert \"FILE\" and pki NAME key \"FILE\""),
                new Case("C15", "who = \"alice\"\ninclude \"inc.conf\"\nmatch for local \\\n  action \"a\"", ""),
                new Case(
                        "C16",
                        "action \"a\" hold\nmatch from src $nosuch for local action \"a\"",
                        "3:16: macro 'nosuch' is not defined; define it above with nosuch = \"…\""),
                new Case(
                        "C17",
                        "queue ttl 4x\naction \"a\" hold\nmatch for local action \"a\"",
                        "2:11: '4x' is no duration such as 30s, 5m, 2h or 4d"),
                new Case(
                        "C18",
                        "queue ttl 90m\nsmtp max-message-size 10M\naction \"a\" hold ttl 1h\nmatch for local action \"a\"",
                        ""),
                new Case(
                        "C19",
                        "accept from any for local deliver to mbox\naction \"a\" hold\nmatch action \"a\"",
                        "2:1: 'accept' belongs to the grammar before OpenSMTPD 6.4; write what to do as action NAME …, and for whom as match … action NAME"),
                new Case(
                        "C21",
                        "action my_action maildir \"~/Maildirr\"\nmatch from any for local action my_action",
                        ""),
                new Case(
                        "C22",
                        "mta limit max-conn-per-host 5 session-keepalive 3\nmta limit for domain \"dest.test\" inet4 max-conn-per-domain 1\naction \"a\" relay\nmatch for any action \"a\"",
                        ""),
                new Case(
                        "C23",
                        "mta limit max-nothing 5\naction \"a\" relay\nmatch for any action \"a\"",
                        "2:11: 'max-nothing' is no limit of mta: expected inet4, inet6 or one of max-conn-per-host, max-conn-per-route, max-conn-per-source, max-conn-per-connector, max-conn-per-relay, max-conn-per-domain, session-mail-max, task-hiwat, task-lowat, task-release, conn-delay-host, conn-delay-route, conn-delay-source, conn-delay-connector, conn-delay-relay, conn-delay-domain, reconn-delay-route, session-transaction-delay, session-keepalive, max-failures-per-session"),
                new Case(
                        "C24",
                        "action \"a\" relay host \"nosuch://relay1.test\"\nmatch for any action \"a\"",
                        "2:23: unknown schema 'nosuch://': expected smtp, tls, smtp+tls, smtps, ssl, smtp+notls or lmtp"),
                new Case("C26", "action \"match\" hold\nmatch for local action \"match\"", ""),
                new Case(
                        "C27",
                        "",
                        "1:1: there is no rule, so every recipient would be refused; expected at least one match; add match … action NAME"),
                new Case(
                        "C28",
                        "bounce warn-interval 1h, 2h, 3h, 4h, 5h\naction \"a\" hold\nmatch for local action \"a\"",
                        ""),
                // the reference takes the file for a mapping; here the use decides
                new Case(
                        "C29", "table mxmap file:mx\naction \"a\" relay host <mxmap>\nmatch for any action \"a\"", ""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void checksAsTheReferenceDoesOrSaysWhatItLacks(Case example) {
        Laboratory laboratory = new Laboratory(Map.of(
                "inc.conf", "table al { $who }\naction \"a\" maildir userbase <al>\n",
                "mx", "ssl://mx1.poolp.org\nssl://mx2.poolp.org\nssl://mx3.poolp.org\n"));
        Compilation compilation = laboratory.compile(LISTENER + example.text());
        List<String> problems = compilation instanceof Compilation.Invalid invalid
                ? invalid.problems().stream().map(Problem::toString).toList()
                : List.of();
        assertEquals(example.problem().isEmpty() ? List.of() : List.of("configuration:" + example.problem()), problems);
    }
}
