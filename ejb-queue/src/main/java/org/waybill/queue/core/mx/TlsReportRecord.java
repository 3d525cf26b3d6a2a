package org.waybill.queue.core.mx;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record {@code _smtp._tls.DOMAIN} (RFC 8460 §3): where a domain wants its reports.
 *
 * @param places at least one, in its order
 */
public record TlsReportRecord(List<Place> places) {

    private static final int MAX_PLACES = 4;

    private static final Pattern RUA = Pattern.compile("v=TLSRPTv1[ \\t]*;[ \\t]*rua=([^;]{1,1000})(?:;.*)?");

    /** No quoted local parts: nobody can tell what they would become in a header. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,20}");

    private static final Pattern HOST = Pattern.compile("(?:[a-z0-9-]{1,63}\\.){1,20}[a-z][a-z0-9-]{1,62}");

    private static final int HTTPS_PORT = 443;

    public TlsReportRecord {
        places = List.copyOf(places);
    }

    /** One place. */
    public sealed interface Place {
        record Mailbox(String address) implements Place {}

        /** @param uri {@code https} of a host with a name, at its usual port: nothing inside of our own network */
        record Web(URI uri) implements Place {}
    }

    /**
     * Reads the answer of the DNS.
     *
     * @param texts all records, each with its strings joined
     * @return empty unless exactly one of them is such a record with a place that can be used
     */
    public static Optional<TlsReportRecord> of(List<String> texts) {
        List<String> candidates = texts.stream()
                .filter(text -> text.matches("v=TLSRPTv1[ \\t]*;.*"))
                .toList();
        if (candidates.size() != 1) {
            return Optional.empty();
        }
        Matcher record = RUA.matcher(candidates.get(0));
        if (!record.matches()) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        for (String part : record.group(1).split(",", -1)) {
            place(part.strip()).ifPresent(places::add);
        }
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsReportRecord(places.subList(0, Math.min(MAX_PLACES, places.size()))));
    }

    private static Optional<Place> place(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (scheme.equals("mailto")) {
                String address = uri.getSchemeSpecificPart().replaceFirst("\\?.*", "");
                return ADDRESS.matcher(address).matches() ? Optional.of(new Place.Mailbox(address)) : Optional.empty();
            }
            return scheme.equals("https") && isPublic(uri) ? Optional.of(new Place.Web(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPublic(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == HTTPS_PORT;
        return usualPort && uri.getUserInfo() == null && HOST.matcher(host).matches();
    }
}
