package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.waybill.queue.core.config.Operand.Word;

/** The listeners of a text in the former grammar. */
final class FormerListen {

    private static final String CERTIFICATES = "/etc/mail/certs/";

    private static final Set<String> TLS = Set.of("tls", "tls-require", "tls-require verify", "smtps", "smtps verify");

    private final Set<String> pkis;

    /** @param pkis the names of all key pairs of the text */
    FormerListen(Set<String> pkis) {
        this.pkis = new LinkedHashSet<>(pkis);
    }

    /** Reads it behind its first word: notes, key pairs that were not named before, and listeners. */
    List<Directive> read(Cursor cursor) {
        if (!cursor.peek().isWord("on")) {
            cursor.failHere("'on' and an address");
            return List.of();
        }
        cursor.take();
        OptionTable table =
                cursor.peek().isWord(ListenDirective.SOCKET) ? FormerGrammar.LISTEN_ON_SOCKET : FormerGrammar.LISTEN;
        cursor.reserve(FormerGrammar.LISTEN.keywords());
        Word address = cursor.word("an address, a host name or an interface", false);
        return converted(address, table.readAll(cursor));
    }

    private List<Directive> converted(Word address, List<Option> written) {
        List<Directive> directives = new ArrayList<>();
        List<Option> options = new ArrayList<>(written);
        if (options.removeIf(is("filter"))) {
            directives.add(ConvertedText.note("the filter is left out: " + FormerGrammar.WITHOUT_EQUAL.get("filter")));
        }
        boolean verifies = options.stream().anyMatch(option -> option.phrase().endsWith(" verify"));
        if (!verifies && options.removeIf(is("ca"))) {
            directives.add(ConvertedText.note("'ca' is left out: clients need not show a certificate here"));
        }
        boolean both = options.stream().anyMatch(is(FormerGrammar.SECURE));
        options.replaceAll(option ->
                is(FormerGrammar.SECURE).test(option) ? new Option("tls", false, List.of(), option.place()) : option);
        if (options.stream().anyMatch(option -> TLS.contains(option.phrase()))) {
            addKeyPair(options, directives);
        }
        directives.add(new ListenDirective(address, options, Place.NOWHERE));
        if (both && options.stream().anyMatch(is("port"))) {
            directives.add(
                    0, ConvertedText.note("'secure' took STARTTLS and SMTPS on one port; this one takes STARTTLS"));
        } else if (both) {
            List<Option> second = new ArrayList<>(options);
            second.replaceAll(option -> is("tls").test(option) ? Option.of("smtps") : option);
            directives.add(new ListenDirective(address, second, Place.NOWHERE));
        }
        return directives;
    }

    /** The key pair was found by the listener's name, or lay in a directory for certificates. */
    private void addKeyPair(List<Option> options, List<Directive> directives) {
        Optional<Option> named = options.stream().filter(is("pki")).findFirst();
        if (named.isPresent()) {
            Word name = (Word) named.get().operands().get(0);
            if (name.macro().isEmpty() && pkis.add(name.value())) {
                directives.add(ConvertedText.note("the text has no pki of this name; these were the usual files"));
                directives.addAll(usualFiles(name));
            }
            return;
        }
        String hostname = options.stream()
                .filter(is("hostname"))
                .map(Option::value)
                .findFirst()
                .orElse("");
        List<String> candidates = pkis.contains(hostname) ? List.of(hostname) : List.copyOf(pkis);
        if (candidates.isEmpty()) {
            directives.add(ConvertedText.note("a listener with TLS needs pki NAME now, and the text has no pki"));
        } else {
            directives.add(ConvertedText.note("a listener with TLS names its pki now; it was found by the host name"));
            options.add(Option.of("pki", candidates.stream().map(Word::bare).toArray(Operand[]::new)));
        }
    }

    private static List<Directive> usualFiles(Word name) {
        return Stream.of(Option.of("cert", file(name, ".crt")), Option.of("key", file(name, ".key")))
                .<Directive>map(option -> new PkiDirective(name, option, Place.NOWHERE))
                .toList();
    }

    private static Word file(Word name, String suffix) {
        return Word.quoted(CERTIFICATES + name.value() + suffix);
    }

    private static Predicate<Option> is(String phrase) {
        return option -> option.phrase().equals(phrase);
    }
}
