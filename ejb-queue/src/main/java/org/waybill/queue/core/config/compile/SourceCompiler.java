package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.waybill.queue.core.config.LdapUrl;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.TableDirective;
import org.waybill.queue.core.config.TableDirective.LdapSource;
import org.waybill.queue.core.config.TableDirective.SqlSource;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SqlQuery;

/** The tables of a text whose entries are elsewhere. */
final class SourceCompiler {

    /** Asked of a table to hear whether it answers at all; any other key would do. */
    private static final String ANY_KEY = "postmaster";

    private final Scope scope;
    private final Function<Operand, LookupTable> references;

    /** @param references the tables that other tables name */
    SourceCompiler(Scope scope, Function<Operand, LookupTable> references) {
        this.scope = scope;
        this.references = references;
    }

    LookupTable table(String name, TableDirective.Elsewhere source) {
        LookupTable table = make(name, source);
        if (table.lookup(ANY_KEY) instanceof LookupTable.Answer.Unavailable unavailable) {
            scope.warnings()
                    .add(
                            source.address().place(),
                            "table '" + name + "' cannot be read: " + unavailable.reason(),
                            "",
                            "mail that needs it waits until it can");
        }
        return table;
    }

    private LookupTable make(String name, TableDirective.Elsewhere source) {
        TableFactory factory = scope.environment().tables();
        String address = source.address().value();
        if (source instanceof TableDirective.FileSource) {
            return factory.ofFile(name, scope.environment().dataDirectory().resolve(address));
        } else if (source instanceof TableDirective.RowsSource) {
            return factory.ofRows(name, address);
        } else if (source instanceof TableDirective.SecretSource) {
            return factory.ofSecrets(name, address);
        } else if (source instanceof SqlSource sql) {
            return sql(name, sql);
        } else if (source instanceof LdapSource ldap) {
            return ldap(name, ldap);
        }
        throw new AssertionError(source);
    }

    private LookupTable sql(String name, SqlSource source) {
        Optional<Word> contents = text(source.options(), "contents");
        boolean lookup = isQuery(source.query(), 1, "one '?' for the key");
        boolean list = contents.map(query -> isQuery(query, 0, "no '?'")).orElse(true);
        return lookup && list
                ? scope.environment()
                        .tables()
                        .ofSql(
                                name,
                                new SqlQuery(
                                        source.address().value(),
                                        source.query().value(),
                                        contents.map(Word::value).orElse("")))
                : nothing(name);
    }

    private boolean isQuery(Word query, int parameters, String expected) {
        try {
            int found = SqlQuery.parameters(query.value());
            if (found != parameters) {
                scope.problems().add(query.place(), "this query has " + found + " parameters", expected, "");
            }
            return found == parameters;
        } catch (IllegalArgumentException e) {
            scope.problems().add(query.place(), String.valueOf(e.getMessage()), "", "");
            return false;
        }
    }

    private LookupTable ldap(String name, LdapSource source) {
        Optional<Word> filter = text(source.options(), "filter");
        Optional<Option> attributes = option(source.options(), "attribute");
        if (filter.isEmpty() || attributes.isEmpty()) {
            scope.problems()
                    .add(
                            source.address().place(),
                            "a search in a directory needs a filter and an attribute",
                            "filter \"(…=%s)\" attribute \"…\"",
                            "");
            return nothing(name);
        }
        if (!filter.get().value().contains("%s")) {
            scope.problems().add(filter.get().place(), "this filter does not ask for the key", "%s for the key", "");
        }
        LdapSearch search = new LdapSearch(
                server(source),
                login(source),
                text(source.options(), "base").map(Word::value).orElse(""),
                filter.get().value(),
                attributes.get().operands().stream()
                        .map(attribute -> ((Word) attribute).value())
                        .toList(),
                text(source.options(), "key").map(Word::value).orElse(""));
        try {
            return scope.environment().tables().ofLdap(name, search);
        } catch (IllegalArgumentException e) {
            scope.problems().add(filter.get().place(), String.valueOf(e.getMessage()), "", "");
            return nothing(name);
        }
    }

    private LdapSearch.Server server(LdapSource source) {
        LdapUrl url = LdapUrl.parse(source.address().value());
        Optional<Option> startTls = option(source.options(), "starttls");
        startTls.filter(option -> url.secure()).ifPresent(option -> scope.problems()
                .add(option.place(), "'starttls' means nothing behind ldaps://", "", "take it out"));
        Path ca = text(source.options(), "ca")
                .map(file -> scope.environment().dataDirectory().resolve(file.value()))
                .orElse(Path.of(""));
        LdapSearch.Encryption encryption = url.secure()
                ? LdapSearch.Encryption.LDAPS
                : startTls.isPresent() ? LdapSearch.Encryption.STARTTLS : LdapSearch.Encryption.NONE;
        boolean verified = option(source.options(), "no-verify").isEmpty();
        return new LdapSearch.Server(url.host(), url.port(), encryption, verified, ca);
    }

    private LdapSearch.Login login(LdapSource source) {
        Optional<Word> label = text(source.options(), "bind");
        Optional<Option> auth = option(source.options(), "auth");
        if (label.isEmpty() || auth.isEmpty()) {
            label.ifPresent(word -> reportAlone(word, "'bind' needs the table that has the label", "auth <table>"));
            auth.ifPresent(option ->
                    scope.problems().add(option.place(), "'auth' needs a label in its table", "bind \"label\"", ""));
            return new LdapSearch.Login.Anonymous();
        }
        LdapUrl url = LdapUrl.parse(source.address().value());
        boolean readable = !url.secure() && option(source.options(), "starttls").isEmpty() && !url.isLocal();
        if (readable) {
            reportAlone(
                    label.get(), "'bind' needs TLS, or the password could be read on its way", "ldaps:// or starttls");
        }
        return new LdapSearch.Login.Label(
                references.apply(auth.get().operands().get(0)), label.get().value());
    }

    private void reportAlone(Word word, String message, String expected) {
        scope.problems().add(word.place(), message, expected, "");
    }

    private static LookupTable nothing(String name) {
        return InlineTable.listOf(name, List.of());
    }

    private static Optional<Word> text(List<Option> options, String phrase) {
        return option(options, phrase).map(option -> (Word) option.operands().get(0));
    }

    private static Optional<Option> option(List<Option> options, String phrase) {
        return options.stream().filter(option -> option.phrase().equals(phrase)).findFirst();
    }
}
