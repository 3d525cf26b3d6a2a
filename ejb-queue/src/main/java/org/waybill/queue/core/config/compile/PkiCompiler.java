package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.PkiDirective;
import org.waybill.queue.core.config.Place;
import org.waybill.smtp.listener.TlsIdentity;

/** The key pairs of a text. */
final class PkiCompiler {

    private final Scope scope;
    private final Map<String, PkiDirective> certificates = new LinkedHashMap<>();
    private final Map<String, PkiDirective> keys = new LinkedHashMap<>();

    PkiCompiler(Scope scope) {
        this.scope = scope;
        scope.each(PkiDirective.class).forEach(this::define);
        certificates.forEach((name, pki) -> checkPair(pki, "key", keys.containsKey(name)));
        keys.forEach((name, pki) -> checkPair(pki, "cert", certificates.containsKey(name)));
    }

    private void define(PkiDirective pki) {
        boolean certificate = pki.option().phrase().equals("cert");
        PkiDirective first =
                (certificate ? certificates : keys).putIfAbsent(pki.name().value(), pki);
        if (first != null) {
            String what =
                    "the " + pki.option().phrase() + " of pki '" + pki.name().value() + "'";
            scope.reportTwice(pki.place(), what, first.place());
            return;
        }
        if (!scope.environment().files().canRead(path(pki))) {
            Place place = pki.option().operands().get(0).place();
            scope.problems()
                    .add(
                            place,
                            "cannot read \"" + pki.option().value() + "\"",
                            "a PEM file that this server may read",
                            "");
        }
    }

    private void checkPair(PkiDirective pki, String missing, boolean there) {
        if (!there && !scope.hasUnreadable("pki")) {
            String name = pki.name().value();
            scope.problems()
                    .add(
                            pki.place(),
                            "pki '" + name + "' has no " + missing,
                            "",
                            "add pki " + name + " " + missing + " \"FILE\"");
        }
    }

    private Path path(PkiDirective pki) {
        return scope.environment().dataDirectory().resolve(pki.option().value());
    }

    /** The key pair of that name; empty if there is none, which is then reported. */
    Optional<TlsIdentity> identity(Word name) {
        PkiDirective certificate = certificates.get(name.value());
        PkiDirective key = keys.get(name.value());
        if (certificate == null && key == null) {
            scope.reportUnknown("pki", "pki", name, certificates.keySet());
        }
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new TlsIdentity(name.value(), path(certificate), path(key)));
    }
}
