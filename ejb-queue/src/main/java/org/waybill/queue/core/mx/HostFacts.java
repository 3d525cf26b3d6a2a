package org.waybill.queue.core.mx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/**
 * What is known of one exchanger of a domain. DANE goes before MTA-STS (RFC 8461 §2): a policy never lets pass what a
 * TLSA record forbids. Records that cannot be used forbid plain text only (RFC 7672 §2.2), and a policy may forbid more.
 *
 * @param domain whose mail it takes, in lower case and A-labels
 * @param host the exchanger, likewise
 * @param mxSecure whether DNSSEC proves that the domain has this exchanger
 * @param tlsa of the host
 * @param stsOrNull the domain's MTA-STS policy
 */
public record HostFacts(String domain, String host, boolean mxSecure, TlsaAnswer tlsa, @Nullable StsPolicy stsOrNull) {

    /** Whether DANE leaves nothing for MTA-STS to prove: neither who the exchanger is, nor whose certificate it has. */
    public static boolean isProven(boolean mxSecure, TlsaAnswer tlsa) {
        return mxSecure && tlsa.namesKeys();
    }

    /** What follows. */
    public HostVerdict verdict() {
        if (tlsa instanceof TlsaAnswer.Unknown unknown) {
            TlsFailure failure = unknown.bogus() ? TlsFailure.DNSSEC_INVALID : TlsFailure.TLSA_INVALID;
            return new HostVerdict.Skip(
                    failure,
                    "4.7.5 The TLSA records of " + host + " cannot be looked up: " + unknown.reason(),
                    new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of(host)));
        }
        boolean wanted = stsOrNull != null && stsOrNull.mode() != StsPolicy.Mode.NONE && !isProven(mxSecure, tlsa);
        StsPolicy sts = wanted ? stsOrNull : null;
        if (sts != null && sts.mode() == StsPolicy.Mode.ENFORCE && !sts.allows(host)) {
            return new HostVerdict.Skip(
                    TlsFailure.VALIDATION_FAILURE,
                    "4.7.5 " + host + " is not among the hosts of the MTA-STS policy of " + domain,
                    sts.toTlsPolicy(domain));
        }
        boolean authenticated = mxSecure || (sts != null && sts.allows(host));
        if (tlsa instanceof TlsaAnswer.Present present && (present.namesKeys() || sts == null)) {
            return byDane(present, authenticated);
        }
        return sts == null
                ? new HostVerdict.Use(
                        new TlsTerms.IfOffered(), "opportunistic", authenticated, null, TlsPolicy.none(domain))
                : bySts(sts, authenticated);
    }

    private HostVerdict byDane(TlsaAnswer.Present present, boolean authenticated) {
        Trust trust = present.namesKeys()
                ? new Trust.Dane(present.usable(), certificateNames(present.base()))
                : new Trust.Anyone();
        return new HostVerdict.Use(
                new TlsTerms.ByStartTls(trust),
                present.namesKeys() ? "DANE" : "DANE, no usable record",
                authenticated,
                null,
                new TlsPolicy(TlsPolicy.Type.TLSA, domain, present.texts(), List.of(host)));
    }

    /** The name of the records first, for SNI; that of the domain only where nobody can have forged its exchangers (§3.2.2). */
    private List<String> certificateNames(String base) {
        Set<String> names = new LinkedHashSet<>(List.of(base, host));
        if (mxSecure) {
            names.add(domain);
        }
        return new ArrayList<>(names);
    }

    private HostVerdict bySts(StsPolicy sts, boolean authenticated) {
        Trust trust = new Trust.Named(List.of(host), "");
        boolean enforced = sts.mode() == StsPolicy.Mode.ENFORCE;
        return new HostVerdict.Use(
                enforced ? new TlsTerms.ByStartTls(trust) : withoutPolicy(),
                enforced ? "MTA-STS enforce" : "MTA-STS testing",
                authenticated,
                enforced ? null : new HostVerdict.Watch(trust, sts.allows(host)),
                sts.toTlsPolicy(domain));
    }

    private TlsTerms withoutPolicy() {
        return tlsa instanceof TlsaAnswer.Present
                ? new TlsTerms.ByStartTls(new Trust.Anyone())
                : new TlsTerms.IfOffered();
    }
}
