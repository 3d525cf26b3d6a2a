package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.relay.RelayUrl;

/**
 * What a rule of the former grammar did with mail, in the words of today; whatever this version does not have is still in
 * it, so that two deliveries are equal only if they were.
 *
 * @param method as in an action
 */
record FormerDelivery(Option method, List<Option> options) {

    /** The longest speaking part of a name; a number may follow. */
    private static final int MAX_NAME = 56;

    private static final Pattern SECURE = Pattern.compile("^secure(\\+auth)?://");

    FormerDelivery {
        options = options.stream().map(FormerDelivery::today).toList();
    }

    /** What has another word today. */
    private static Option today(Option option) {
        if (option.phrase().equals("backup") && !option.operands().isEmpty()) {
            return new Option("backup mx", false, option.operands(), option.place());
        }
        if (option.phrase().equals("host") && !option.operands().isEmpty()) {
            return new Option("host", false, List.of(today(option.operands().get(0))), option.place());
        }
        return option;
    }

    private static Operand today(Operand hosts) {
        if (hosts instanceof Word word) {
            return today(word);
        }
        return hosts instanceof Listing listing && !listing.isMapping()
                ? new Listing(
                        listing.elements().stream()
                                .map(element -> element instanceof Listing.Item item
                                        ? new Listing.Item(today(item.word()))
                                        : element)
                                .toList(),
                        listing.place())
                : hosts;
    }

    /** {@code secure} was both kinds of TLS, as {@code ssl} is; a macro keeps what it means. */
    private static Word today(Word url) {
        String value = SECURE.matcher(url.value()).replaceFirst("ssl$1://");
        return url.macro().isEmpty() ? new Word(value, "", url.quoted(), url.place()) : url;
    }

    /** A speaking name, not yet one of its own. */
    String name() {
        String about = options.stream()
                .filter(option ->
                        List.of("alias", "virtual", "userbase", "host").contains(option.phrase()))
                .findFirst()
                .map(option -> "_" + subject(option))
                .orElse("");
        String kind = method.phrase().equals("mbox") && about.isEmpty() ? "local" : method.phrase();
        String name = (kind + about).replaceAll("[^A-Za-z0-9]+", "_");
        return name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    private static String subject(Option option) {
        if (!option.operands().isEmpty() && option.operands().get(0) instanceof TableName table) {
            return table.name().value();
        }
        if (option.value().isEmpty()) {
            return option.phrase();
        }
        return option.value()
                .replaceFirst("^[^/]*://", "")
                .replaceFirst("^[^@]*@", "")
                .replaceFirst(":[0-9]*$", "");
    }

    /** The action of today, with as much as this version has. */
    ActionDirective action(String name) {
        return new ActionDirective(
                Word.quoted(name),
                method,
                options.stream().filter(this::isOffered).toList(),
                Place.NOWHERE);
    }

    private boolean isOffered(Option option) {
        OptionTable table = Grammar.ACTION_OPTIONS.get(method.phrase());
        return table != null && table.offers(option.phrase());
    }

    /** What the action does not say, or says otherwise. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String missing = options.stream()
                .filter(option -> !isOffered(option) && !option.phrase().equals("verify"))
                .map(Formatter::format)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            notes.add("left out, as this version does not have it: " + missing);
        }
        host().ifPresent(url -> addNotes(url, notes));
        return notes;
    }

    private Optional<String> host() {
        return options.stream()
                .filter(option -> option.phrase().equals("host"))
                .map(Option::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private boolean has(String phrase) {
        return options.stream().anyMatch(option -> option.phrase().equals(phrase));
    }

    private void addNotes(String url, List<String> notes) {
        try {
            RelayUrl.Schema schema = RelayUrl.parse(url).schema();
            boolean verified = schema.guaranteesTls();
            boolean asked = has("verify");
            if (verified && !asked && !has("tls") && !has("tls no-verify")) {
                notes.add("the host's certificate is verified now; without a good one the mail waits");
            } else if (asked && !verified) {
                notes.add("'verify' is left out, as this schema does not demand TLS");
            }
        } catch (IllegalArgumentException e) {
            notes.add("this version refuses the URL: " + e.getMessage());
        }
    }
}
