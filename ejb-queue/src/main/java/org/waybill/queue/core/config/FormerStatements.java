package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.OptionTable.Row;
import org.waybill.queue.core.config.Token.Kind;

/** Reads one statement of the former grammar after the other, except rules, whose equals of today it tells. */
final class FormerStatements {

    private static final Set<String> OWN = Set.of("accept", "reject", "listen", "map", "table", "pki", "ca", "include");

    private final FormerListen listen;

    /** @param pkis the names of all key pairs of the text */
    FormerStatements(Set<String> pkis) {
        this.listen = new FormerListen(pkis);
    }

    /** The first words of statements, of then and of today. */
    static Set<String> keywords() {
        Set<String> words = new TreeSet<>(OWN);
        words.addAll(FormerGrammar.SETTINGS.keySet());
        words.addAll(FormerGrammar.WITHOUT_EQUAL.keySet());
        words.addAll(Parser.keywords());
        return words;
    }

    /** What the statement behind its first word is today. */
    List<Directive> read(Token keyword, Cursor cursor, Statement statement) {
        String word = keyword.is(Kind.WORD) ? keyword.value() : "";
        Row setting = FormerGrammar.SETTINGS.get(word);
        if (setting != null) {
            Option option = new Option(setting.phrase(), false, setting.shape().read(cursor), keyword.place());
            return List.of(new SettingDirective(setting.written(), option, keyword.place()));
        }
        return switch (word) {
            case "listen" -> listen.read(cursor);
            case "map", "table" -> table(cursor);
            case "pki" ->
                named(cursor, FormerGrammar.PKI, pair -> new PkiDirective(pair.name(), pair.option(), Place.NOWHERE));
            case "ca" ->
                named(cursor, FormerGrammar.CA, pair -> new CaDirective(pair.name(), pair.option(), Place.NOWHERE));
            case "include" -> include(cursor);
            case "limit" -> limit(cursor, statement);
            default -> ofToday(keyword, cursor, statement);
        };
    }

    private static List<Directive> ofToday(Token keyword, Cursor cursor, Statement statement) {
        String word = keyword.is(Kind.WORD) ? keyword.value() : "";
        OptionTable queue = Grammar.SETTINGS.get("queue");
        boolean today =
                switch (word) {
                    case "queue" -> queue != null && queue.offers(cursor.peek().value());
                    case "filter" ->
                        cursor.peek(1).isWord("phase")
                                || (cursor.peek(1).isWord("chain")
                                        && cursor.peek(2).is(Kind.OPEN));
                    default -> true;
                };
        var reader = DirectiveReaders.BY_KEYWORD.get(word);
        if (reader != null && today) {
            return List.of(reader.apply(cursor, keyword.place()));
        }
        String reason = FormerGrammar.WITHOUT_EQUAL.get(word);
        if (reason == null) {
            cursor.fail(
                    keyword.place(),
                    "unexpected " + keyword.described(),
                    String.join(", ", keywords()),
                    keyword.is(Kind.WORD) ? Suggestion.forWord(word, keywords()) : "");
            return List.of();
        }
        return leftOut(cursor, statement, reason);
    }

    private static List<Directive> leftOut(Cursor cursor, Statement statement, String reason) {
        while (!cursor.atEnd()) {
            cursor.take();
        }
        // the key of an encrypted queue is nobody's business
        String shown = ConvertedText.shown(statement).replaceFirst(" key .*", "");
        return List.of(ConvertedText.note("left out, " + reason + ": " + shown));
    }

    private static List<Directive> limit(Cursor cursor, Statement statement) {
        Token subject = cursor.peek();
        Row limits = FormerGrammar.LIMITS.get(subject.value());
        if (limits == null) {
            return leftOut(cursor, statement, FormerGrammar.WITHOUT_EQUAL.getOrDefault("limit", ""));
        }
        cursor.take();
        Option option = new Option(limits.phrase(), false, limits.shape().read(cursor), subject.place());
        return List.of(new SettingDirective(limits.written(), option, subject.place()));
    }

    private static List<Directive> include(Cursor cursor) {
        Word file = cursor.checked("the path of a file in quotes", true, Shape::checkFile);
        return List.of(
                ConvertedText.note("convert this file as well"),
                new IncludeDirective(file, new Document(List.of()), file.place()));
    }

    /** A name and one option of it. */
    private record Named(Word name, Option option) {}

    private static List<Directive> named(Cursor cursor, OptionTable table, Function<Named, Directive> directive) {
        Word name = cursor.checked("a name", false, Names::check);
        List<Directive> directives = new ArrayList<>();
        for (Option option : table.readAll(cursor)) {
            directives.add(
                    option.phrase().equals("dhe")
                            ? ConvertedText.note("parameters of Diffie-Hellman are left out: TLS chooses them itself")
                            : directive.apply(new Named(name, option)));
        }
        return directives;
    }

    /** {@code table NAME { … }}, {@code table NAME KIND:PATH}, {@code map NAME source KIND PATH} */
    private static List<Directive> table(Cursor cursor) {
        Word name = cursor.checked("the name of a table", false, Names::check);
        boolean braces = cursor.peek().is(Kind.OPEN);
        if (braces && !cursor.peek(1).isWord("source")) {
            return List.of(new TableDirective(name, cursor.listing(), name.place()));
        }
        braces = cursor.skip(Kind.OPEN);
        List<Directive> directives;
        if (cursor.peek().isWord("source")) {
            cursor.take();
            String kind = cursor.word("plain or db", false).value();
            directives = source(name, kind, cursor.word("the path of a file", false));
        } else {
            directives = source(name, cursor);
        }
        if (braces && !cursor.skip(Kind.CLOSE)) {
            cursor.failHere("'}'");
        }
        return directives;
    }

    private static List<Directive> source(Word name, Cursor cursor) {
        Word written = cursor.word("{ … } or KIND:PATH", false);
        if (!written.macro().isEmpty() && written.value().startsWith("file:")) {
            return List.of(file(name, written));
        }
        Word source = new Word(written.value(), "", false, written.place());
        int colon = source.value().indexOf(':');
        String kind = colon < 0 ? "" : source.value().substring(0, colon);
        if (!cursor.atEnd() && cursor.atValue()) {
            Word path = cursor.word("a path", false);
            boolean apart = source.value().endsWith(":");
            return source(name, apart ? kind : source.value(), path);
        }
        return source(name, kind, new Word(source.value().substring(colon + 1), "", false, source.place()));
    }

    private static List<Directive> source(Word name, String kind, Word path) {
        if (List.of("", "file", "plain", "static").contains(kind)) {
            return List.of(file(name, path));
        }
        Optional<String> text =
                kind.equals("db") && path.macro().isEmpty() && path.value().endsWith(".db")
                        ? Optional.of(path.value().substring(0, path.value().length() - ".db".length()))
                        : Optional.empty();
        return text.map(plain -> List.of(
                        ConvertedText.note("makemap made " + path.value() + " of this text, which is read itself now"),
                        file(name, new Word(plain, "", false, path.place()))))
                .orElseGet(() -> List.of(ConvertedText.note("tables of the kind '" + kind
                        + "' are left out; write the entries of '" + name.value() + "' into a file: table "
                        + name.value() + " file:PATH")));
    }

    private static Directive file(Word name, Word path) {
        return new TableDirective(name, new TableDirective.FileSource(path), name.place());
    }

    /** The names that statements of a keyword give. */
    static Set<String> names(List<Statement> statements, String keyword) {
        Set<String> names = new TreeSet<>();
        for (Statement statement : statements) {
            List<Token> tokens = statement.tokens();
            boolean named = tokens.size() > 1
                    && tokens.get(0).isWord(keyword)
                    && !tokens.get(1).is(Kind.MACRO)
                    && tokens.get(1).value().matches(Names.PATTERN);
            if (named) {
                names.add(tokens.get(1).value());
            }
        }
        return names;
    }
}
