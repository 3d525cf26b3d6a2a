package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Token.Kind;

/**
 * {@code accept … deliver to …}, {@code accept … relay …} or {@code reject …}, in the words of today.
 *
 * @param accepts whether it is no {@code reject}, whose delivery means nothing
 * @param notes what cannot be seen from the words of today
 */
record FormerRule(boolean accepts, List<Option> conditions, FormerDelivery delivery, List<String> notes) {

    FormerRule {
        conditions = List.copyOf(conditions);
        notes = List.copyOf(notes);
    }

    /** Reads it behind its first word. */
    static FormerRule read(Cursor cursor, boolean accepts) {
        cursor.reserve(FormerGrammar.RULE_WORDS);
        Reading reading = new Reading(cursor, accepts);
        reading.readAll();
        return new FormerRule(
                accepts, reading.conditions, new FormerDelivery(reading.method, reading.options), reading.notes);
    }

    /** One run over a rule. */
    private static final class Reading {
        private final Cursor cursor;
        private final boolean accepts;
        private final List<Option> conditions = new ArrayList<>();
        private final List<Option> options = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Set<String> given = new HashSet<>();
        private Option method = Option.of("expand-only");

        Reading(Cursor cursor, boolean accepts) {
            this.cursor = cursor;
            this.accepts = accepts;
        }

        void readAll() {
            while (!cursor.atEnd()) {
                if (cursor.peek().is(Kind.BANG)) {
                    cursor.take();
                    if (!cursor.peek().isWord("authenticated")) {
                        cursor.failHere("authenticated");
                    } else {
                        authenticated(cursor.take(), true);
                    }
                } else if (accepts && FormerGrammar.LOOKUPS.matches(cursor)) {
                    options.add(FormerGrammar.LOOKUPS.read(cursor, given));
                } else {
                    clause(cursor.take());
                }
            }
            boolean undecided = accepts && method.phrase().equals("expand-only");
            if (undecided) {
                notes.add("nothing was said about the delivery, so what aliases and forwards name gets the mail");
            }
        }

        private void clause(Token word) {
            switch (word.is(Kind.WORD) ? word.value() : "") {
                case "from" -> from(word);
                case "for" -> destination(word);
                case "sender" -> condition(word, "mail-from", FormerGrammar.VALUES);
                case "recipient" -> condition(word, "rcpt-to", FormerGrammar.VALUES);
                case "tagged" -> condition(word, "tag", Shape.TAGS);
                case "authenticated" -> authenticated(word, false);
                case "deliver" -> deliver(word);
                case "relay" -> relay(word);
                case "forward-only" -> decide(word, Option.of("forward-only"));
                default ->
                    cursor.fail(
                            word.place(),
                            "unexpected " + word.described() + " in a rule",
                            "from, sender, recipient, tagged, authenticated, for"
                                    + (accepts ? ", alias, virtual, userbase, deliver to or relay" : ""),
                            guess(word));
            }
        }

        private static String guess(Token token) {
            boolean unknown = token.is(Kind.WORD) && !FormerGrammar.RULE_WORDS.contains(token.value());
            return unknown ? Suggestion.forWord(token.value(), FormerGrammar.RULE_WORDS) : "";
        }

        private void authenticated(Token word, boolean negated) {
            add(word, new Option("auth", negated, List.of(), word.place()));
        }

        private void condition(Token word, String phrase, Shape shape) {
            boolean negated = cursor.skip(Kind.BANG);
            add(word, new Option(phrase, negated, shape.read(cursor), word.place()));
        }

        private void from(Token word) {
            boolean negated = cursor.skip(Kind.BANG);
            String kind = cursor.peek().is(Kind.WORD) ? cursor.peek().value() : "";
            if (kind.equals("any") || kind.equals("all") || kind.equals("local")) {
                cursor.take();
                String phrase = kind.equals("local") ? "from local" : "from any";
                add(word, new Option(phrase, negated, List.of(), word.place()));
                return;
            }
            if (kind.equals("source")) {
                cursor.take();
            }
            add(word, new Option("from src", negated, FormerGrammar.VALUES.read(cursor), word.place()));
        }

        private void destination(Token word) {
            boolean negated = cursor.skip(Kind.BANG);
            Token kind = cursor.take();
            switch (kind.is(Kind.WORD) ? kind.value() : "") {
                case "any", "all" -> add(word, new Option("for any", negated, List.of(), word.place()));
                case "local" -> add(word, new Option("for local", negated, List.of(), word.place()));
                case "domain" ->
                    add(word, new Option("for domain", negated, FormerGrammar.VALUES.read(cursor), word.place()));
                case "virtual" -> virtual(word, negated);
                default ->
                    cursor.fail(
                            kind.place(),
                            "unexpected " + kind.described() + " behind 'for'",
                            "any, local, domain",
                            guess(kind));
            }
        }

        /** The domains were entries of the table of addresses. */
        private void virtual(Token word, boolean negated) {
            List<Operand> table = FormerGrammar.MAPPING.read(cursor);
            add(word, new Option("for domain", negated, table, word.place()));
            if (accepts && given.add("alias")) {
                options.add(new Option("virtual", false, table, word.place()));
            }
            notes.add("the domains of 'for virtual' are looked for among the keys of " + described(table)
                    + "; a table of its own for them is clearer");
        }

        private static String described(List<Operand> table) {
            return !table.isEmpty() && table.get(0) instanceof TableName name
                    ? "<" + name.name().value() + ">"
                    : "the table";
        }

        private void add(Token word, Option condition) {
            if (!given.add(word.value())) {
                cursor.problem(word.place(), "'" + word.value() + "' is given twice", "", "keep one of them");
            }
            conditions.add(condition);
        }

        private void decide(Token word, Option decision) {
            if (!accepts) {
                cursor.fail(word.place(), "'" + word.value() + "' cannot stand in a reject", "", "");
            } else if (!given.add("action")) {
                cursor.fail(word.place(), "a rule has one delivery", "", "keep one of them");
            }
            method = decision;
        }

        private void deliver(Token word) {
            if (!cursor.peek().isWord("to")) {
                cursor.failHere("to");
                return;
            }
            cursor.take();
            decide(word, FormerGrammar.METHODS.read(cursor, new HashSet<>()));
            OptionTable table = FormerGrammar.DELIVERIES.get(method.phrase());
            while (table != null && !cursor.atEnd()) {
                options.add(table.read(cursor, given));
            }
            if (method.phrase().equals("mda") && method.value().matches(".*%[audUD]\\b.*")) {
                notes.add("if '%' and a letter was a format specifier here, write it as %{user.username} and so on");
            }
        }

        private void relay(Token word) {
            options.stream()
                    .filter(option -> !option.phrase().equals("ttl"))
                    .forEach(option -> cursor.problem(
                            option.place(), "'" + option.phrase() + "' cannot be used with a relay", "", ""));
            decide(word, Option.of("relay"));
            while (!cursor.atEnd()) {
                options.add(FormerGrammar.RELAY.read(cursor, given));
            }
        }
    }
}
