package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.envelope.ActionName;

/** How each directive is read behind its keyword. */
final class DirectiveReaders {

    /** By keyword; {@code include} is the parser's own. */
    static final Map<String, BiFunction<Cursor, Place, Directive>> BY_KEYWORD = byKeyword();

    private DirectiveReaders() {}

    private static Map<String, BiFunction<Cursor, Place, Directive>> byKeyword() {
        Map<String, BiFunction<Cursor, Place, Directive>> readers = new LinkedHashMap<>();
        readers.put("listen", DirectiveReaders::listen);
        readers.put("table", TableReader::read);
        readers.put("action", DirectiveReaders::action);
        readers.put("match", DirectiveReaders::match);
        readers.put("filter", FilterReader::read);
        readers.put("pki", DirectiveReaders::pki);
        readers.put("ca", DirectiveReaders::ca);
        Grammar.SETTINGS.forEach((keyword, options) -> readers.put(
                keyword,
                (cursor, place) -> new SettingDirective(keyword, options.read(cursor, new HashSet<>()), place)));
        return readers;
    }

    private static Directive listen(Cursor cursor, Place place) {
        if (cursor.peek().isWord("on")) {
            cursor.take();
        } else {
            cursor.failHere("'on' and an address");
        }
        Token address = cursor.peek();
        if (address.isWord(ListenDirective.SOCKET)) {
            Word socket = cursor.word("", false);
            cursor.reserve(Grammar.LISTEN_ON_SOCKET.keywords());
            return new ListenDirective(socket, Grammar.LISTEN_ON_SOCKET.readAll(cursor), place);
        }
        cursor.reserve(Grammar.LISTEN.keywords());
        Word word = cursor.word("an address, a host name or an interface", false);
        return new ListenDirective(word, Grammar.LISTEN.readAll(cursor), place);
    }

    private static Directive action(Cursor cursor, Place place) {
        cursor.reserve(Grammar.ACTION_WORDS);
        Word name = cursor.checked("the name of an action", true, ActionName::new);
        Option method = Grammar.METHODS.read(cursor, new HashSet<>());
        OptionTable options = Grammar.ACTION_OPTIONS.get(method.phrase());
        return new ActionDirective(name, method, options == null ? List.of() : options.readAll(cursor), place);
    }

    private static Directive match(Cursor cursor, Place place) {
        cursor.reserve(Grammar.MATCH_WORDS);
        List<Option> conditions = new ArrayList<>();
        List<Option> remarks = new ArrayList<>();
        Set<String> given = new HashSet<>();
        while (!cursor.atEnd() && !Grammar.DECISIONS.matches(cursor)) {
            if (Grammar.REMARKS.matches(cursor)) {
                remarks.add(Grammar.REMARKS.read(cursor, given));
            } else {
                conditions.add(Grammar.CONDITIONS.read(cursor, given));
            }
        }
        if (cursor.atEnd()) {
            cursor.failHere("action NAME or reject");
        }
        Option decision = Grammar.DECISIONS.read(cursor, given);
        while (Grammar.REMARKS.matches(cursor)) {
            remarks.add(Grammar.REMARKS.read(cursor, given));
        }
        return new MatchDirective(conditions, decision, remarks, place);
    }

    private static Directive pki(Cursor cursor, Place place) {
        Word name = cursor.checked("the name of a key pair", false, Names::check);
        return new PkiDirective(name, Grammar.PKI.read(cursor, new HashSet<>()), place);
    }

    private static Directive ca(Cursor cursor, Place place) {
        Word name = cursor.checked("the name of an authority", false, Names::check);
        return new CaDirective(name, Grammar.CA.read(cursor, new HashSet<>()), place);
    }
}
