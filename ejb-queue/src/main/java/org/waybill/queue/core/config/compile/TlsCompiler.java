package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

/** How the listeners of a text use TLS. */
final class TlsCompiler {

    private static final String VERIFY = " verify";

    private static final Map<String, TlsMode> MODES = new TreeMap<>(Map.of(
            "tls",
            TlsMode.OFFERED,
            "tls-require",
            TlsMode.REQUIRED,
            "tls-require" + VERIFY,
            TlsMode.REQUIRED,
            "smtps",
            TlsMode.IMPLICIT,
            "smtps" + VERIFY,
            TlsMode.IMPLICIT));

    private final Scope scope;
    private final PkiCompiler pki;

    TlsCompiler(Scope scope, PkiCompiler pki) {
        this.scope = scope;
        this.pki = pki;
    }

    /** Whether a listener means to speak TLS. */
    static boolean isAsked(ListenDirective directive) {
        return MODES.keySet().stream().anyMatch(directive::has);
    }

    /**
     * What a listener does about TLS; empty if it cannot, which is reported.
     *
     * @param hostname the listener's name, for a certificate that is made for it
     */
    Optional<TlsPolicy> policy(ListenDirective directive, String hostname) {
        List<TlsIdentity> identities = words(directive, "pki").stream()
                .flatMap(name -> pki.identity(name, hostname).stream())
                .toList();
        List<Path> authorities = words(directive, "ca").stream()
                .flatMap(name -> pki.authority(name).stream())
                .toList();
        boolean verifies = directive.has("tls-require" + VERIFY) || directive.has("smtps" + VERIFY);
        directive.option("ca").filter(ca -> !verifies).ifPresent(this::reportIdle);
        if (!isAsked(directive)) {
            return Optional.of(TlsPolicy.NONE);
        }
        if (!directive.has("pki")) {
            scope.problems()
                    .add(
                            directive.place(),
                            "a listener with TLS needs a certificate",
                            "pki NAME",
                            "add pki NAME, and define it with pki NAME cert \"FILE\" and pki NAME key \"FILE\"");
        }
        return identities.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsPolicy(mode(directive), identities, verifies, authorities));
    }

    private static TlsMode mode(ListenDirective directive) {
        return MODES.entrySet().stream()
                .filter(entry -> directive.has(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(TlsMode.NONE);
    }

    private static List<Word> words(ListenDirective directive, String phrase) {
        return directive.option(phrase).map(Option::operands).orElse(List.of()).stream()
                .map(Word.class::cast)
                .toList();
    }

    private void reportIdle(Option ca) {
        scope.problems()
                .add(
                        ca.place(),
                        "'ca' says nothing where clients need not show a certificate",
                        "",
                        "write tls-require verify or smtps verify, or take it out");
    }
}
