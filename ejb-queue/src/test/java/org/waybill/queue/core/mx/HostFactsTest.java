package org.waybill.queue.core.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

class HostFactsTest {

    private static TlsaAnswer tlsa(String kind) {
        return switch (kind) {
            case "none" -> new TlsaAnswer.Absent();
            case "usable" ->
                new TlsaAnswer.Present("mx.test", List.of(new Trust.Tlsa(3, 1, 1, "ab")), List.of("3 1 1 ab"));
            case "unusable" -> new TlsaAnswer.Present("mx.test", List.of(), List.of("1 1 1 ab"));
            default -> throw new AssertionError(kind);
        };
    }

    private static @Nullable StsPolicy sts(String mode, String host) {
        return mode.equals("-")
                ? null
                : StsPolicy.parse("version: STSv1\nmode: " + mode + "\nmx: " + host + "\nmax_age: 60\n");
    }

    private static String text(HostVerdict verdict) {
        if (verdict instanceof HostVerdict.Skip skip) {
            return "skip, told as " + skip.policy().type().word();
        }
        HostVerdict.Use use = (HostVerdict.Use) verdict;
        return text(use.terms()) + (use.authenticated() ? ", proved" : "")
                + use.watch().map(watch -> ", watched").orElse("") + ", told as "
                + use.policy().type().word() + " (" + use.why() + ")";
    }

    private static String text(TlsTerms terms) {
        if (!(terms instanceof TlsTerms.ByStartTls start)) {
            return terms instanceof TlsTerms.IfOffered ? "if offered" : terms.toString();
        }
        if (start.trust() instanceof Trust.Named named) {
            return "named " + String.join(" ", named.names());
        } else if (start.trust() instanceof Trust.Dane dane) {
            return dane.records().stream().map(Trust.Tlsa::data).collect(Collectors.joining(" ", "dane ", ""));
        }
        return "any";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # MX     | TLSA     | MTA-STS         | what follows
            unsigned | none     | -               | if offered, told as no-policy-found (opportunistic)
            unsigned | none     | none mx.test    | if offered, told as no-policy-found (opportunistic)
            unsigned | none     | testing mx.test | if offered, proved, watched, told as sts (MTA-STS testing)
            unsigned | none     | testing x.test  | if offered, watched, told as sts (MTA-STS testing)
            unsigned | none     | enforce mx.test | named mx.test, proved, told as sts (MTA-STS enforce)
            unsigned | none     | enforce x.test  | skip, told as sts
            signed   | none     | -               | if offered, proved, told as no-policy-found (opportunistic)
            signed   | none     | enforce mx.test | named mx.test, proved, told as sts (MTA-STS enforce)
            signed   | none     | enforce x.test  | skip, told as sts
            unsigned | usable   | -               | dane ab, told as tlsa (DANE)
            unsigned | usable   | enforce mx.test | dane ab, proved, told as tlsa (DANE)
            unsigned | usable   | enforce x.test  | skip, told as sts
            signed   | usable   | -               | dane ab, proved, told as tlsa (DANE)
            signed   | usable   | enforce x.test  | dane ab, proved, told as tlsa (DANE)
            # records of no use say that TLS is there, and take nothing from what a policy says
            unsigned | unusable | -               | any, told as tlsa (DANE, no usable record)
            unsigned | unusable | none mx.test    | any, told as tlsa (DANE, no usable record)
            unsigned | unusable | testing mx.test | any, proved, watched, told as sts (MTA-STS testing)
            unsigned | unusable | enforce mx.test | named mx.test, proved, told as sts (MTA-STS enforce)
            unsigned | unusable | enforce x.test  | skip, told as sts
            signed   | unusable | -               | any, proved, told as tlsa (DANE, no usable record)
            signed   | unusable | testing x.test  | any, proved, watched, told as sts (MTA-STS testing)
            signed   | unusable | enforce mx.test | named mx.test, proved, told as sts (MTA-STS enforce)
            signed   | unusable | enforce x.test  | skip, told as sts
            """)
    void followsTheStrictestOfDaneAndMtaSts(String mx, String records, String policy, String expected) {
        String[] sts = policy.split(" ");
        HostFacts facts = new HostFacts(
                "example.test", "mx.test", mx.equals("signed"), tlsa(records), sts(sts[0], sts[sts.length - 1]));
        assertEquals(expected, text(facts.verdict()));
    }
}
