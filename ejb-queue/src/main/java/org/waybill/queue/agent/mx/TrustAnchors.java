package org.waybill.queue.agent.mx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Where trust in the DNS begins, and where it does not reach.
 *
 * @param text DS or DNSKEY records as in a zone file
 * @param zones the names of the records
 * @param exempt below these nothing is validated, but where an anchor is nearer
 */
public record TrustAnchors(String text, Set<Name> zones, Set<Name> exempt) {

    /** The keys of the root: KSK-2017 and KSK-2024. */
    private static final String ROOT =
            """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    /** The root says that these do not exist; who uses them at home (RFC 6761, 6762, 7686, 8375) means something else. */
    private static final List<String> SPECIAL =
            List.of("localhost", "local", "test", "invalid", "onion", "home.arpa", "internal");

    public TrustAnchors {
        zones = Set.copyOf(zones);
        exempt = Set.copyOf(exempt);
    }

    /** @param exempt names of the operator's own, besides those that are special everywhere */
    public static TrustAnchors ofRoot(List<String> exempt) {
        try {
            return parse(ROOT, exempt);
        } catch (IOException e) {
            throw new AssertionError("the built-in keys are well-formed", e);
        }
    }

    /** @throws IOException also if there is no anchor in the file */
    public static TrustAnchors ofFile(Path file, List<String> exempt) throws IOException {
        return parse(Files.readString(file), exempt);
    }

    /** @throws IOException if the text is no zone file, or has no anchor */
    public static TrustAnchors parse(String text, List<String> exempt) throws IOException {
        Set<Name> zones = new LinkedHashSet<>();
        try (Master master = new Master(stream(text), Name.root, 0)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                if (record.getType() == Type.DS || record.getType() == Type.DNSKEY) {
                    zones.add(record.getName());
                }
            }
        }
        if (zones.isEmpty()) {
            throw new IOException("there is neither a DS nor a DNSKEY record");
        }
        return new TrustAnchors(text, zones, names(exempt));
    }

    private static Set<Name> names(List<String> exempt) throws TextParseException {
        List<String> all = new ArrayList<>(SPECIAL);
        all.addAll(exempt);
        Set<Name> names = new LinkedHashSet<>();
        for (String name : all) {
            names.add(Name.fromString(name, Name.root));
        }
        return names;
    }

    static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether answers about a name are validated: the nearest of anchors and exemptions decides. */
    boolean covers(Name name) {
        return nearest(zones, name) > nearest(exempt, name);
    }

    /**
     * Whether what a zone says of itself, such as that it is not signed, tells anything about a name: it does if the zone is
     * above the name, but not above the anchor that the name depends on.
     */
    boolean concerns(Name zone, Name name) {
        return name.subdomain(zone) && zone.labels() >= nearest(zones, name);
    }

    private static int nearest(Set<Name> zones, Name name) {
        return zones.stream()
                .filter(name::subdomain)
                .mapToInt(Name::labels)
                .max()
                .orElse(0);
    }
}
