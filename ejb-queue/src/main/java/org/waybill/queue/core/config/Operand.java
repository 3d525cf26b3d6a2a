package org.waybill.queue.core.config;

import java.util.List;

/** What an option is given. */
public sealed interface Operand {

    Place place();

    /**
     * A word or a quoted string.
     *
     * @param value what it means
     * @param macro the macro it was written as, without {@code $}; empty if it was written out
     * @param quoted whether the canonical text has quotes whatever the value is
     * @param place where it stands
     */
    record Word(String value, String macro, boolean quoted, Place place) implements Operand {

        /** Written without quotes if it can be: a number, a size, a name. */
        public static Word bare(String value) {
            return new Word(value, "", false, Place.NOWHERE);
        }

        /** Written in quotes. */
        public static Word quoted(String value) {
            return new Word(value, "", true, Place.NOWHERE);
        }
    }

    /** A word of the language among operands: never in quotes, never a macro. */
    record Keyword(String text, Place place) implements Operand {}

    /** {@code <name>} */
    record TableName(Word name) implements Operand {
        @Override
        public Place place() {
            return name.place();
        }
    }

    /** {@code regex} before a value, a list or a table: its values are regular expressions. */
    record Regex(Operand patterns, Place place) implements Operand {}

    /**
     * {@code >10M}
     *
     * @param operator {@code >}, {@code >=}, {@code <} or {@code <=}; empty if it is part of the size, as in quotes
     */
    record Comparison(String operator, Word size) implements Operand {
        @Override
        public Place place() {
            return size.place();
        }

        /** Operator and size. */
        public String text() {
            return operator + size.value();
        }
    }

    /** Words with commas between them and no braces: the delays of {@code retry}. */
    record Sequence(List<Word> words, Place place) implements Operand {
        public Sequence {
            words = List.copyOf(words);
        }
    }

    /** <code>{ a, b }</code> or <code>{ k = v }</code>, with the comments among its entries. */
    record Listing(List<Element> elements, Place place) implements Operand, TableDirective.Source {
        public Listing {
            elements = List.copyOf(elements);
        }

        /** A list of these values. */
        public static Listing of(List<Word> words) {
            return new Listing(
                    words.stream().map(word -> (Element) new Item(word)).toList(), Place.NOWHERE);
        }

        /** Whether it maps keys to values. */
        public boolean isMapping() {
            return elements.stream().anyMatch(Pair.class::isInstance);
        }

        /** The entries of a list, the keys of a mapping. */
        public List<Word> keys() {
            return elements.stream()
                    .filter(element -> !(element instanceof Note))
                    .map(element -> element instanceof Pair pair ? pair.key() : ((Item) element).word())
                    .toList();
        }

        /** What may stand between the braces. */
        public sealed interface Element {}

        public record Item(Word word) implements Element {}

        public record Pair(Word key, Word value) implements Element {}

        /** @param text the comment with its {@code #} */
        public record Note(String text) implements Element {}
    }
}
