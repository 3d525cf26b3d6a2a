package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Sequence;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;

/**
 * The canonical text of a syntax tree: one blank between words, one line for a statement, quotes where a value is free text.
 * What it writes is read back as the same tree.
 */
public final class Formatter {

    /** A list that would make its line longer has a line for each entry. */
    private static final int MAX_LINE = 110;

    private Formatter() {}

    /** The text, each line ended; empty for an empty document. */
    public static String format(Document document) {
        StringBuilder text = new StringBuilder();
        for (Document.Line line : document.lines()) {
            text.append(format(line.directive()));
            if (!line.comment().isEmpty()) {
                text.append(' ').append(line.comment());
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** One directive, without a line end. */
    public static String format(Directive directive) {
        if (directive instanceof Directive.CommentLine comment) {
            return comment.text();
        } else if (directive instanceof Directive.BlankLine) {
            return "";
        } else if (directive instanceof Directive.Unreadable unreadable) {
            return unreadable.text();
        } else if (directive instanceof ListenDirective listen) {
            return "listen on " + word(listen.address()) + options(listen.options());
        } else if (directive instanceof TableDirective table) {
            return "table " + word(table.name()) + " " + source(table);
        } else if (directive instanceof ActionDirective action) {
            return "action " + word(action.name()) + option(action.method()) + options(action.options());
        } else if (directive instanceof MatchDirective match) {
            return "match" + options(match.conditions()) + option(match.decision()) + options(match.remarks());
        } else if (directive instanceof FilterDirective filter) {
            return "filter " + word(filter.name()) + filter(filter.definition());
        } else if (directive instanceof PkiDirective pki) {
            return "pki " + word(pki.name()) + option(pki.option());
        } else if (directive instanceof CaDirective ca) {
            return "ca " + word(ca.name()) + option(ca.option());
        } else if (directive instanceof SettingDirective setting) {
            return setting.keyword() + option(setting.option());
        } else if (directive instanceof MacroDirective macro) {
            return macro.name() + " = " + word(macro.value());
        } else if (directive instanceof IncludeDirective include) {
            return "include " + word(include.file());
        }
        throw new AssertionError(directive);
    }

    private static String source(TableDirective table) {
        if (table.source() instanceof TableDirective.FileSource file) {
            return address("file:", file);
        } else if (table.source() instanceof TableDirective.RowsSource rows) {
            return address("db:", rows);
        } else if (table.source() instanceof TableDirective.SecretSource secrets) {
            return address("secret:", secrets);
        } else if (table.source() instanceof TableDirective.SqlSource sql) {
            return address("sql:", sql) + " " + word(sql.query()) + options(sql.options());
        } else if (table.source() instanceof TableDirective.LdapSource ldap) {
            return address("ldap:", ldap) + options(ldap.options());
        }
        return listing((Listing) table.source());
    }

    private static String filter(FilterDirective.Definition definition) {
        if (definition instanceof FilterDirective.Chain chain) {
            return " chain " + listing(chain.filters());
        }
        FilterDirective.Phase phase = (FilterDirective.Phase) definition;
        // between these two words no name of a phase is a keyword
        String name = phase.phase().macro().isEmpty() ? phase.phase().value() : word(phase.phase());
        return " phase " + name + " match" + options(phase.conditions()) + option(phase.decision());
    }

    private static String address(String kind, TableDirective.Elsewhere source) {
        return (source.address().macro().isEmpty() ? kind : "") + word(source.address());
    }

    private static String options(List<Option> options) {
        return options.stream().map(Formatter::option).collect(Collectors.joining());
    }

    /** One option in one line. */
    public static String format(Option option) {
        return option(option).strip().replaceAll("\\s*\n\\s*", " ");
    }

    private static String option(Option option) {
        StringBuilder text = new StringBuilder(" ");
        text.append(option.negated() ? "!" : "").append(option.phrase());
        option.operands().forEach(operand -> text.append(' ').append(operand(operand)));
        return text.toString();
    }

    private static String operand(Operand operand) {
        if (operand instanceof Word word) {
            return word(word);
        } else if (operand instanceof Operand.Keyword keyword) {
            return keyword.text();
        } else if (operand instanceof TableName table) {
            return "<" + word(table.name()) + ">";
        } else if (operand instanceof Operand.Regex regex) {
            return "regex " + operand(regex.patterns());
        } else if (operand instanceof Operand.Comparison comparison) {
            return comparison.operator() + word(comparison.size());
        } else if (operand instanceof Sequence sequence) {
            return sequence.words().stream().map(Formatter::word).collect(Collectors.joining(", "));
        } else if (operand instanceof Listing listing) {
            return listing(listing);
        }
        throw new AssertionError(operand);
    }

    private static String listing(Listing listing) {
        List<String> elements =
                listing.elements().stream().map(Formatter::element).toList();
        String line = "{ " + String.join(", ", elements) + " }";
        boolean commented = listing.elements().stream().anyMatch(Listing.Note.class::isInstance);
        if (!commented && line.length() <= MAX_LINE) {
            return line;
        }
        List<String> lines = new ArrayList<>();
        int last = listing.keys().size();
        int entries = 0;
        for (int i = 0; i < elements.size(); i++) {
            boolean entry = !(listing.elements().get(i) instanceof Listing.Note);
            entries += entry ? 1 : 0;
            lines.add("    " + elements.get(i) + (entry && entries < last ? "," : ""));
        }
        return "{\n" + String.join("\n", lines) + "\n}";
    }

    private static String element(Listing.Element element) {
        if (element instanceof Listing.Note note) {
            return note.text();
        } else if (element instanceof Listing.Pair pair) {
            return word(pair.key()) + " = " + word(pair.value());
        }
        return word(((Listing.Item) element).word());
    }

    private static String word(Word word) {
        if (!word.macro().isEmpty()) {
            return "$" + word.macro();
        }
        boolean bare = !word.quoted() && !Lexer.needsQuotes(word.value()) && !Grammar.isKeyword(word.value());
        return bare ? word.value() : '"' + word.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
