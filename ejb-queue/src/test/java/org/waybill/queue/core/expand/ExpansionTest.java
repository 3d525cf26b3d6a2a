package org.waybill.queue.core.expand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.expand.ExpansionPolicy.Outcome;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/** The names are those of the reference's cases where there is one. */
class ExpansionTest {

    /** @param leads what {@link Site#outcome} says */
    record Example(String name, Site site, String recipient, String leads) {
        @Override
        public String toString() {
            return name + ": " + recipient;
        }
    }

    private static String invalid(String recipient) {
        return SmtpReply.invalidRecipient(MailAddress.parse(recipient)).toString();
    }

    private static String permanent(String recipient) {
        return SmtpReply.cannotExpand(MailAddress.parse(recipient), false).toString();
    }

    private static String temporary(String recipient) {
        return SmtpReply.cannotExpand(MailAddress.parse(recipient), true).toString();
    }

    private static final String LATER = SmtpReply.temporaryFailure().toString();

    private static final String ALICE = "local:alice>alice@mx.test";

    private static Site site() {
        return new Site();
    }

    /** a1 leads to a2, and so on; the last one to alice. */
    private static Site chain(int length) {
        Site site = site();
        IntStream.range(1, length).forEach(i -> site.alias("a" + i, "a" + (i + 1)));
        return site.alias("a" + length, "alice");
    }

    private static Example example(String name, Site site, String recipient, String leads) {
        return new Example(name, site, recipient, leads);
    }

    static List<Example> users() {
        return List.of(
                example("a user", site(), "alice@mx.test", ALICE),
                example("in any case", site(), "ALICE@mx.test", "local:alice>ALICE@mx.test"),
                example("A17", site(), "Alice+Lists@mx.test", "local:alice>Alice+Lists@mx.test[tag:lists]"),
                example("nobody", site(), "zoe@mx.test", invalid("zoe@mx.test")),
                example("a tag of nobody", site(), "+alice@mx.test", invalid("+alice@mx.test")),
                example("users are away", site().withoutUsers(), "alice@mx.test", LATER),
                example("no rule", site(), "alice@dest.test", invalid("alice@dest.test")));
    }

    static List<Example> aliases() {
        return List.of(
                example("A01", site().alias("info", "alice"), "info@mx.test", "local:alice>info@mx.test"),
                example(
                        "A02",
                        site().alias("team", "alice, bob"),
                        "team@mx.test",
                        "local:alice>team@mx.test local:bob>team@mx.test"),
                example("A04", site().alias("p", "q").alias("q", "p"), "p@mx.test", permanent("p@mx.test")),
                example("A05", chain(8), "a1@mx.test", "local:alice>a1@mx.test"),
                example("A06", chain(9), "a1@mx.test", permanent("a1@mx.test")),
                example("A07", site().alias("alice", "alice"), "alice@mx.test", ALICE),
                example(
                        "A08",
                        site().alias("alice", "alice, bob"),
                        "alice@mx.test",
                        ALICE + " local:bob>alice@mx.test"),
                example("A09", site().alias("fwd", "x@dest.test"), "fwd@mx.test", "out:x>x@dest.test"),
                example("A10", site().alias("fwd", "x@elsewhere.test"), "fwd@mx.test", invalid("x@elsewhere.test")),
                example(
                        "A11",
                        site().alias("gone", "error:550 user gone"),
                        "gone@mx.test",
                        "550 5.2.0 user gone: <gone@mx.test>"),
                example(
                        "A12",
                        site().alias("busy", "error: 451 4.7.1 not now"),
                        "busy@mx.test",
                        "451 4.7.1 not now: <busy@mx.test>"),
                example(
                        "A13",
                        site().alias("pipe", "\"|cat > /x, y\""),
                        "pipe@mx.test",
                        "local:pipe>pipe@mx.test[server:|cat > /x, y]"),
                example(
                        "A14",
                        site().alias("arch", "/var/archive"),
                        "arch@mx.test",
                        "local:arch>arch@mx.test[server:/var/archive]"),
                example(
                        "A15",
                        site().alias("all", ":include:/m").list("/m", "# list\nalice\nbob # late\n\n"),
                        "all@mx.test",
                        "local:alice>all@mx.test local:bob>all@mx.test"),
                example(
                        "a list that is away",
                        site().alias("all", ":include:/m"),
                        "all@mx.test",
                        temporary("all@mx.test")),
                example(
                        "A18",
                        site().alias("info+x", "bob").alias("info", "alice"),
                        "info+x@mx.test",
                        "local:bob>info+x@mx.test"),
                example(
                        "A18 without tag",
                        site().alias("info", "alice"),
                        "info+y@mx.test",
                        "local:alice>info+y@mx.test"),
                example(
                        "A19",
                        site().alias("twice", "alice, alice, a2").alias("a2", "alice"),
                        "twice@mx.test",
                        "local:alice>twice@mx.test"),
                example("A20", site().alias("team", "alice, nosuch"), "team@mx.test", invalid("team@mx.test")),
                example("A22", site().alias("alice", "bob"), "alice@mx.test", "local:bob>alice@mx.test"),
                example(
                        "A24",
                        site().alias("info", "bob@dest.test").only(Outcome.WHAT_IS_NAMED),
                        "info@mx.test",
                        "out:bob>bob@dest.test"),
                example(
                        "A24 not named",
                        site().only(Outcome.WHAT_IS_NAMED),
                        "alice@mx.test",
                        permanent("alice@mx.test")),
                example("A25", site().only(Outcome.FORWARDED), "alice@mx.test", temporary("alice@mx.test")),
                example(
                        "a command where only addresses count",
                        site().alias("p", "|cat").only(Outcome.FORWARDED),
                        "p@mx.test",
                        LATER),
                example("A26", site().alias("bad", "\"unbalanced"), "bad@mx.test", temporary("bad@mx.test")),
                example(
                        "tag in a value",
                        site().alias("x", "alice+spam"),
                        "x@mx.test",
                        "local:alice>x@mx.test[tag:spam]"));
    }

    static List<Example> virtuals() {
        return List.of(
                example("V01", site().virtual("info@v.test", "alice"), "info@v.test", "virt:alice>info@v.test"),
                example("V02", site().virtual("@v.test", "bob"), "zzz@v.test", "virt:bob>zzz@v.test"),
                example("V03", site().virtual("@", "carol"), "zzz@v.test", "virt:carol>zzz@v.test"),
                example("V04", site().virtual("info@v.test", "alice"), "zzz@v.test", permanent("zzz@v.test")),
                example(
                        "V05 tag",
                        site().virtual("a+t@v.test", "bob").virtual("a@v.test", "carol"),
                        "a+t@v.test",
                        "virt:bob>a+t@v.test"),
                example(
                        "V05 user",
                        site().virtual("a", "bob").virtual("@v.test", "carol"),
                        "A@v.test",
                        "virt:bob>A@v.test"),
                example(
                        "V07",
                        site().virtual("i@v.test", "s@v.test").virtual("s@v.test", "alice, bob"),
                        "i@v.test",
                        "virt:alice>s@v.test virt:bob>s@v.test"),
                example(
                        "V08",
                        site().virtual("p@v.test", "q@v.test").virtual("q@v.test", "p@v.test"),
                        "p@v.test",
                        permanent("p@v.test")),
                example("V09", site().virtual("i@v.test", "nosuch"), "i@v.test", invalid("i@v.test")),
                example(
                        "V10",
                        site().virtual("g@v.test", "error:550 user gone"),
                        "g@v.test",
                        "550 5.2.0 user gone: <g@v.test>"),
                example(
                        "V12",
                        site().virtual("@v.test", "vmail").as("vmail"),
                        "joe+x@v.test",
                        "virt:vmail>joe+x@v.test"));
    }

    static List<Example> forwards() {
        return List.of(
                example("F01", site().forward("alice", "bob"), "alice@mx.test", "local:bob>alice@mx.test"),
                example(
                        "F02",
                        site().forward("alice", "alice, x@dest.test"),
                        "alice@mx.test",
                        ALICE + " out:x>x@dest.test"),
                example("with a backslash", site().forward("alice", "\\alice"), "alice@mx.test", ALICE),
                example(
                        "F03",
                        site().forward("alice", "\"|id -un > /who; cat\""),
                        "alice@mx.test",
                        ALICE + "[user:|id -un > /who; cat]"),
                example("F04", site().forward("alice", ""), "alice@mx.test", ALICE),
                example(
                        "F06",
                        site().forward("alice", new UserFiles.Forward.Insecure("writable")),
                        "alice@mx.test",
                        permanent("alice@mx.test")),
                example(
                        "F07",
                        site().forward("alice", new UserFiles.Forward.Unavailable("sticky")),
                        "alice@mx.test",
                        temporary("alice@mx.test")),
                example("F08", site().forward("root", "|cat"), "root@mx.test", LATER),
                example(
                        "F09",
                        site().forward("alice", "bob").forward("bob", "alice"),
                        "alice@mx.test",
                        permanent("alice@mx.test")),
                example(
                        "F10",
                        site().forward("alice", "# note\n\nbob # anything"),
                        "alice@mx.test",
                        "local:bob>alice@mx.test"),
                example("F11", site().forward("alice", ":include:/m").list("/m", "bob"), "alice@mx.test", ALICE),
                example(
                        "F12",
                        site().forward(
                                        "alice",
                                        String.join(
                                                "\n",
                                                IntStream.range(0, 101)
                                                        .mapToObj(i -> "u" + i + "@dest.test")
                                                        .toList())),
                        "alice@mx.test",
                        temporary("alice@mx.test")),
                example("F13", site().forward("alice", "bob, \"broken"), "alice@mx.test", temporary("alice@mx.test")),
                example(
                        "F14",
                        site().forward("alice", "/home/alice/saved"),
                        "alice@mx.test",
                        ALICE + "[user:/home/alice/saved]"),
                example(
                        "in a long list",
                        site().alias("all", "bob, " + addresses(150)).forward("bob", "carol"),
                        "all@mx.test",
                        ends(150) + " local:carol>all@mx.test"),
                example(
                        "under an alias",
                        site().alias("info", "alice").forward("alice", "bob"),
                        "info@mx.test",
                        "local:bob>info@mx.test"),
                example("another user delivers", site().forward("alice", "bob").as("vmail"), "alice@mx.test", ALICE));
    }

    private static String addresses(int count) {
        return String.join(
                ", ",
                IntStream.range(0, count).mapToObj(i -> "u" + i + "@dest.test").toList());
    }

    private static String ends(int count) {
        return String.join(
                " ",
                IntStream.range(0, count)
                        .mapToObj(i -> "out:u" + i + ">u" + i + "@dest.test")
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"users", "aliases", "virtuals", "forwards"})
    void leads(Example example) {
        assertEquals(example.leads(), example.site().outcome(example.recipient()));
    }

    @Test
    void knowsTheUserOfARelayedRecipient() {
        assertEquals(
                "out:a b>\"A b\"@dest.test",
                site().alias("x", "\"A b\"@dest.test").outcome("x@mx.test"));
    }

    @Test
    void saysHowItCameToThat() {
        Site site = site().alias("info", "alice").forward("alice", "x@dest.test");
        site.expand("info@mx.test");
        assertEquals(
                List.of(
                        new ExpansionStep(0, "info@mx.test", "action local"),
                        new ExpansionStep(1, "info", "alias 'info': [alice]"),
                        new ExpansionStep(2, "alice", ".forward: [x@dest.test]"),
                        new ExpansionStep(3, "x@dest.test", "action out")),
                site.steps);
    }

    @Test
    void saysWhyNot() {
        ExpansionResult.Refused refused = assertInstanceOf(
                ExpansionResult.Refused.class, site().alias("bad", "a b").expand("bad@mx.test"));
        assertEquals(
                "table <aliases>: 'bad': 'a b' is no user, address, |command, /file, :include:/file or error:CODE text",
                refused.reason());
    }
}
