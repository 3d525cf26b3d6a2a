package org.waybill.queue.core.config.compile;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.Problems;
import org.waybill.queue.core.relay.Credentials;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.queue.core.tables.LookupTable;

/**
 * Whether the URLs of one action can be used with its other options. What is wrong inside of the text is a problem; what is
 * wrong in a table elsewhere may be mended there at any time, and is a warning.
 */
final class RelayUrlCheck {

    static final String WAITS = "mail that needs it waits until it is mended";

    /** No table is asked for more labels than that. */
    private static final int MOST_LABELS = 1000;

    private final Scope scope;
    private final PkiCompiler pki;
    private final @Nullable LookupTable credentials;
    private final boolean credentialsElsewhere;
    private final UrlOptions.Verify demanded;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param credentials of the action; null without
     * @param demanded by the action: unsaid without {@code tls}
     */
    RelayUrlCheck(
            Scope scope,
            PkiCompiler pki,
            @Nullable LookupTable credentials,
            boolean credentialsElsewhere,
            UrlOptions.Verify demanded) {
        this.scope = scope;
        this.pki = pki;
        this.credentials = credentials;
        this.credentialsElsewhere = credentialsElsewhere;
        this.demanded = demanded;
    }

    /** Checks a URL of the text, which is known to be one. */
    void one(Word url) {
        check(RelayUrl.parse(url.value()), new Report(url.place(), "", false));
    }

    /**
     * Checks the URLs of a table as far as they are known; several may be one value.
     *
     * @param table its name; empty if it is written in place
     */
    void all(LookupTable.Contents contents, Place place, String table, boolean elsewhere) {
        if (!(contents instanceof LookupTable.Contents.Values values)) {
            return;
        }
        Report report = new Report(place, table.isEmpty() ? "" : "table <" + table + ">: ", elsewhere);
        if (values.values().isEmpty() && elsewhere) {
            report.add("it holds no URL", "", elsewhere);
        }
        for (String value : values.values()) {
            for (String url : RelayUrl.split(value)) {
                parsed(url, report);
            }
        }
    }

    private void parsed(String text, Report report) {
        try {
            check(RelayUrl.parse(text), report);
        } catch (IllegalArgumentException e) {
            // what stands before an at sign may be a password
            String shown = text.indexOf('@') >= 0 ? "" : "'" + text + "': ";
            report.add(shown + e.getMessage(), "", report.elsewhere());
        }
    }

    private void check(RelayUrl url, Report report) {
        if (demanded != UrlOptions.Verify.UNSAID && url.schema().excludesTls()) {
            report.add(
                    "'tls' demands what " + url.schema().word() + ":// excludes",
                    "take 'tls' out, or write another schema",
                    report.elsewhere());
        }
        if (url.auth()) {
            checkCredentials(url, report);
        }
        String hostname = scope.environment().hostname();
        if (checkKnown("pki", url.options().pki(), pki.keyPairNames(), report)) {
            pki.identity(word(url.options().pki(), report), hostname);
        }
        checkKnown("ca", url.options().ca(), pki.authorityNames(), report);
    }

    private static Word word(String name, Report report) {
        return new Word(name, "", false, report.place());
    }

    private boolean checkKnown(String keyword, String name, Set<String> known, Report report) {
        if (name.isEmpty() || known.contains(name)) {
            return !name.isEmpty();
        }
        if (report.elsewhere()) {
            report.add("there is no " + keyword + " '" + name + "'", WAITS, true);
        } else {
            scope.reportUnknown(keyword, keyword, word(name, report), known);
        }
        return false;
    }

    private void checkCredentials(RelayUrl url, Report report) {
        String key = Credentials.key(url);
        if (asked.size() > MOST_LABELS || !asked.add(key)) {
            return;
        }
        if (credentials == null) {
            report.add(
                    url.place() + " needs credentials under '" + key + "'",
                    "add auth <table> to the action",
                    report.elsewhere());
        } else if (Credentials.of(credentials, url) instanceof Credentials.Answer.Absent absent) {
            report.add(
                    absent.reason(),
                    credentialsElsewhere ? "mail waits until it has" : "add " + key + " = \"user:password\" to it",
                    report.elsewhere() || credentialsElsewhere);
        }
    }

    /**
     * Where and how problems with some URLs are told. The prefix names their table; it is empty if they stand in the
     * text.
     */
    private final class Report {
        private final Place place;
        private final String prefix;
        private final boolean elsewhere;

        Report(Place place, String prefix, boolean elsewhere) {
            this.place = place;
            this.prefix = prefix;
            this.elsewhere = elsewhere;
        }

        Place place() {
            return place;
        }

        boolean elsewhere() {
            return elsewhere;
        }

        void add(String message, String cure, boolean warning) {
            Problems problems = warning ? scope.warnings() : scope.problems();
            problems.add(place, prefix + message, "", warning && cure.isEmpty() ? WAITS : cure);
        }
    }
}
