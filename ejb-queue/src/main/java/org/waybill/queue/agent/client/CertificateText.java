package org.waybill.queue.agent.client;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.waybill.queue.core.deliver.ReplyText;

/** A host's certificate in one line for people: whose, for which names, from whom, until when. */
final class CertificateText {

    private static final int MAX_NAMES = 20;
    private static final int MAX_SUBJECT = 200;

    private CertificateText() {}

    static String of(X509Certificate certificate) {
        return ReplyText.oneLine(cut(certificate.getSubjectX500Principal().getName()) + " for " + names(certificate)
                + ", issued by " + cut(certificate.getIssuerX500Principal().getName()) + ", valid from "
                + certificate.getNotBefore().toInstant() + " until "
                + certificate.getNotAfter().toInstant());
    }

    private static String names(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of());
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
        String first = names.stream()
                .map(name -> name.get(1))
                .filter(String.class::isInstance)
                .map(name -> cut((String) name))
                .limit(MAX_NAMES)
                .collect(Collectors.joining(" "));
        String more = names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "";
        return first.isEmpty() ? "no name" : first + more;
    }

    private static String cut(String text) {
        return text.length() > MAX_SUBJECT ? text.substring(0, MAX_SUBJECT) : text;
    }
}
