package org.waybill.queue.core.config;

import java.util.Locale;
import java.util.Set;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Token.Kind;

/** Reads {@code table}, behind its keyword. */
final class TableReader {

    private static final String EXPECTED = "{ … }, file:PATH, db:NAME, sql:JNDI, ldap:URL or secret:NAME";

    /** Kinds of the reference that are programs of their own there. */
    private static final Set<String> PROGRAMS =
            Set.of("passwd", "sqlite", "mysql", "postgres", "postgresql", "redis", "socketmap", "proc", "stub");

    private TableReader() {}

    static Directive read(Cursor cursor, Place place) {
        Word name = cursor.checked("the name of a table", false, Names::check);
        return new TableDirective(name, cursor.peek().is(Kind.OPEN) ? cursor.listing() : elsewhere(cursor), place);
    }

    private static TableDirective.Source elsewhere(Cursor cursor) {
        Token token = cursor.peek();
        Word word = cursor.word(EXPECTED, false);
        int colon = word.value().indexOf(':');
        String kind = colon < 0 ? "" : word.value().substring(0, colon).toLowerCase(Locale.ROOT);
        Word rest = new Word(word.value().substring(colon + 1), word.macro(), false, word.place());
        return switch (kind) {
            case "file" -> new TableDirective.FileSource(file(cursor, token, rest));
            case "db" -> new TableDirective.RowsSource(rows(cursor, rest));
            case "secret" -> new TableDirective.SecretSource(named(cursor, rest));
            case "sql" -> sql(cursor, rest);
            case "ldap", "ldaps" -> ldap(cursor, kind, rest);
            default -> unknown(cursor, token, word, kind);
        };
    }

    private static Word file(Cursor cursor, Token token, Word path) {
        boolean pathApart = path.value().isEmpty()
                && cursor.peek().is(Kind.STRING)
                && cursor.peek().place().column() == token.end().column();
        Word file = pathApart ? cursor.word("a path", false) : path;
        cursor.check(file, Shape::checkFile);
        return file;
    }

    private static Word named(Cursor cursor, Word name) {
        cursor.check(name, Names::check);
        return name;
    }

    private static Word rows(Cursor cursor, Word name) {
        if (name.value().indexOf('/') >= 0 || name.value().endsWith(".db")) {
            cursor.fail(
                    name.place(),
                    "files made by makemap are not read",
                    "db:NAME, a table that is edited in the console",
                    "write file:PATH with the text that the file was made from");
        }
        return named(cursor, name);
    }

    private static TableDirective.Source sql(Cursor cursor, Word dataSource) {
        cursor.check(dataSource, TableReader::checkDataSource);
        cursor.reserve(Grammar.SQL.keywords());
        Word query = cursor.word("a query in quotes with one '?' for the key", true);
        return new TableDirective.SqlSource(dataSource, query, Grammar.SQL.readAll(cursor));
    }

    private static void checkDataSource(String name) {
        // any other schema than java: would let JNDI fetch objects from elsewhere
        if (!name.matches("(java:)?[A-Za-z0-9_./-]{1,200}")) {
            throw new IllegalArgumentException("'" + name + "' is no JNDI name of a data source such as jdbc/mail");
        }
    }

    /** The URL may do without the kind before it. */
    private static TableDirective.Source ldap(Cursor cursor, String kind, Word rest) {
        if (rest.value().startsWith("/") && !rest.value().startsWith("//")) {
            cursor.fail(
                    rest.place(),
                    "tables of the kind 'ldap' have no file of their own",
                    "ldap:ldaps://HOST base \"…\" filter \"(…=%s)\" attribute \"…\"",
                    "write what the file says behind the URL");
        }
        String url = rest.value().startsWith("//") ? kind + ":" + rest.value() : rest.value();
        Word address = new Word(url, rest.macro(), false, rest.place());
        cursor.check(address, LdapUrl::parse);
        cursor.reserve(Grammar.LDAP.keywords());
        return new TableDirective.LdapSource(address, Grammar.LDAP.readAll(cursor));
    }

    private static TableDirective.Source unknown(Cursor cursor, Token token, Word word, String kind) {
        if (PROGRAMS.contains(kind)) {
            cursor.fail(
                    word.place(),
                    "tables of the kind '" + kind + "' are programs of OpenSMTPD, which are not run here",
                    EXPECTED,
                    "");
        } else if (!kind.isEmpty()) {
            cursor.fail(word.place(), "there are no tables of the kind '" + kind + "'", EXPECTED, "");
        } else {
            cursor.fail(word.place(), "unexpected " + token.described(), EXPECTED, "");
        }
        return new TableDirective.FileSource(word);
    }
}
