package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.queue.core.config.CaDirective;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.PkiDirective;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.SelfSigned;
import org.waybill.smtp.listener.TlsIdentity;

/** The key pairs and authorities of a text. */
final class PkiCompiler {

    /** Where key pairs lie that this server makes for itself, in the data directory. */
    private static final String OWN = "pki";

    private final Scope scope;
    private final Map<String, PkiDirective> certificates = new LinkedHashMap<>();
    private final Map<String, PkiDirective> keys = new LinkedHashMap<>();
    private final Map<String, PkiDirective> selfSigned = new LinkedHashMap<>();
    private final Map<String, CaDirective> authorities = new LinkedHashMap<>();
    private final Map<String, Set<String>> hostnames = new LinkedHashMap<>();

    PkiCompiler(Scope scope) {
        this.scope = scope;
        scope.each(PkiDirective.class).forEach(this::define);
        scope.each(CaDirective.class).forEach(this::define);
        certificates.forEach((name, pki) -> checkPair(pki, "key", keys.containsKey(name)));
        keys.forEach((name, pki) -> checkPair(pki, "cert", certificates.containsKey(name)));
        selfSigned.forEach(this::checkAlone);
    }

    private void define(PkiDirective pki) {
        Map<String, PkiDirective> kind =
                switch (pki.option().phrase()) {
                    case "cert" -> certificates;
                    case "key" -> keys;
                    default -> selfSigned;
                };
        PkiDirective first = kind.putIfAbsent(pki.name().value(), pki);
        if (first != null) {
            String what =
                    "the " + pki.option().phrase() + " of pki '" + pki.name().value() + "'";
            scope.reportTwice(pki.place(), what, first.place());
        } else if (!pki.option().operands().isEmpty()) {
            checkReadable(pki.option());
        }
    }

    private void define(CaDirective ca) {
        CaDirective first = authorities.putIfAbsent(ca.name().value(), ca);
        if (first != null) {
            scope.reportTwice(ca.place(), "ca '" + ca.name().value() + "'", first.place());
        } else {
            checkReadable(ca.option());
        }
    }

    private void checkReadable(Option file) {
        if (!scope.environment().files().canRead(path(file))) {
            Place place = file.operands().get(0).place();
            scope.problems()
                    .add(place, "cannot read \"" + file.value() + "\"", "a PEM file that this server may read", "");
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

    private void checkAlone(String name, PkiDirective pki) {
        if (certificates.containsKey(name) || keys.containsKey(name)) {
            scope.problems()
                    .add(
                            pki.place(),
                            "pki '" + name + "' is self-signed and has files as well",
                            "",
                            "keep one of them");
        }
    }

    private Path path(Option file) {
        return scope.environment().dataDirectory().resolve(file.value());
    }

    /**
     * The key pair of that name; empty if there is none, which is then reported.
     *
     * @param hostname who is going to show it
     */
    Optional<TlsIdentity> identity(Word word, String hostname) {
        String name = word.value();
        if (selfSigned.containsKey(name)) {
            hostnames
                    .computeIfAbsent(
                            name,
                            made -> new LinkedHashSet<>(
                                    Set.of(scope.environment().hostname())))
                    .add(hostname);
            return Optional.of(own(name));
        }
        PkiDirective certificate = certificates.get(name);
        PkiDirective key = keys.get(name);
        if (certificate == null && key == null) {
            List<String> known = new ArrayList<>(certificates.keySet());
            known.addAll(selfSigned.keySet());
            scope.reportUnknown("pki", "pki", word, known);
        }
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new TlsIdentity(name, path(certificate.option()), path(key.option())));
    }

    private TlsIdentity own(String name) {
        Path directory = scope.environment().dataDirectory().resolve(OWN);
        return new TlsIdentity(name, directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    /** The authority of that name; empty if there is none, which is then reported. */
    Optional<Path> authority(Word name) {
        CaDirective ca = authorities.get(name.value());
        if (ca == null) {
            scope.reportUnknown("ca", "ca", name, authorities.keySet());
            return Optional.empty();
        }
        return Optional.of(path(ca.option()));
    }

    /** Of all key pairs that are defined. */
    Set<String> keyPairNames() {
        Set<String> names = new LinkedHashSet<>(certificates.keySet());
        names.addAll(keys.keySet());
        names.addAll(selfSigned.keySet());
        return names;
    }

    /** Of all authorities that are defined. */
    Set<String> authorityNames() {
        return authorities.keySet();
    }

    /** All key pairs that have both files, and those self-signed ones that somebody has asked for by now. */
    Map<String, TlsIdentity> keyPairs() {
        Map<String, TlsIdentity> pairs = new LinkedHashMap<>();
        certificates.forEach((name, certificate) -> {
            PkiDirective key = keys.get(name);
            if (key != null) {
                pairs.put(name, new TlsIdentity(name, path(certificate.option()), path(key.option())));
            }
        });
        hostnames.keySet().forEach(name -> pairs.put(name, own(name)));
        return pairs;
    }

    /** The files of all authorities. */
    Map<String, Path> authorities() {
        Map<String, Path> files = new LinkedHashMap<>();
        authorities.forEach((name, ca) -> files.put(name, path(ca.option())));
        return files;
    }

    /** The key pairs to be made, of those that listeners have asked for by now. */
    List<SelfSigned> selfSigned() {
        return hostnames.entrySet().stream()
                .map(entry -> new SelfSigned(own(entry.getKey()), List.copyOf(entry.getValue())))
                .toList();
    }
}
