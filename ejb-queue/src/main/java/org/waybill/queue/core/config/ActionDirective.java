package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Sequence;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.relay.RelayUrl;

/**
 * {@code action NAME METHOD options}
 *
 * @param method with its argument: {@code mbox}, {@code maildir} and its path if it was given, {@code relay}, …
 */
public record ActionDirective(Word name, Option method, List<Option> options, Place place) implements Directive {

    private static final Set<String> LOCAL = Set.of("mbox", "maildir", "mda", "lmtp", "expand-only", "forward-only");

    private static final Set<String> WITH_ARGUMENT = Set.of("maildir", "mda", "lmtp", "jms");

    /** Options with a field of their own. */
    private static final Set<String> FIELDS =
            Set.of("userbase", "host", "policy", "auth", "ttl", "retry", "jitter", "description");

    private static final Pattern COMMA_OR_LINE = Pattern.compile("[,\\s]+");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    public ActionDirective {
        options = List.copyOf(options);
    }

    /**
     * An action from the fields of a form, all as text; the values are not checked here, the saved text is.
     *
     * @param kind the word of the method
     * @param argument of maildir (may be empty), mda, lmtp and jms
     * @param userbase of local methods: the name of a table; may be empty
     * @param hosts relay only: URLs separated by commas or lines, or one table as {@code <name>}; may be empty
     * @param policy relay only: which of several hosts comes first; may be empty
     * @param auth relay only: the name of a table; may be empty
     * @param others options that have no field, as they are written in the text; may be empty
     * @param ttl may be empty
     * @param retry delays separated by commas, and {@code jitter N%} behind them if wanted; may be empty
     * @param description may be empty
     * @throws IllegalArgumentException if the other options cannot be read, with a sentence
     */
    public static ActionDirective of(
            String name,
            String kind,
            String argument,
            String userbase,
            String hosts,
            String policy,
            String auth,
            String others,
            String ttl,
            String retry,
            String description) {
        List<Option> options = new ArrayList<>();
        if (LOCAL.contains(kind) && !userbase.isBlank()) {
            options.add(Option.of("userbase", table(userbase)));
        }
        if (kind.equals("relay") && !hosts.isBlank()) {
            options.add(Option.of("host", hosts(hosts.strip())));
        }
        if (kind.equals("relay") && !policy.isBlank()) {
            options.add(Option.of("policy", Word.bare(policy.strip())));
        }
        if (kind.equals("relay") && !auth.isBlank()) {
            options.add(Option.of("auth", table(auth)));
        }
        options.addAll(read(kind, others));
        if (!ttl.isBlank()) {
            options.add(Option.of("ttl", Word.bare(ttl.strip())));
        }
        if (!retry.isBlank()) {
            options.addAll(retry(retry.strip()));
        }
        if (!description.isBlank()) {
            options.add(Option.of("description", Word.quoted(oneLine(description))));
        }
        boolean argued = WITH_ARGUMENT.contains(kind) && !argument.isBlank();
        Option method = argued ? Option.of(kind, Word.quoted(argument.strip())) : Option.of(kind);
        return new ActionDirective(Word.quoted(name.strip()), method, options, Place.NOWHERE);
    }

    private static String oneLine(String text) {
        return LINE_BREAKS.matcher(text.strip()).replaceAll(" ");
    }

    /** Options of a method as they are written; a comment among them would take the rest with it. */
    private static List<Option> read(String kind, String options) {
        if (options.isBlank()) {
            return List.of();
        }
        String method = kind.equals("mda")
                ? "mda \"x\""
                : kind.equals("lmtp") ? "lmtp \"/x\"" : kind.equals("jms") ? "jms x" : kind;
        Parsed parsed = new Parser(Includes.none()).parse("", "action x " + method + " " + oneLine(options) + "\n");
        List<Directive> directives = parsed.document().allDirectives().toList();
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "further options: " + parsed.problems().get(0).message());
        }
        if (directives.size() != 1 || !(directives.get(0) instanceof ActionDirective action)) {
            throw new IllegalArgumentException("further options: options of one action are expected");
        }
        return action.options();
    }

    private static TableName table(String text) {
        String name = text.strip();
        boolean bracketed = name.startsWith("<") && name.endsWith(">") && name.length() > 2;
        return new TableName(Word.bare(bracketed ? name.substring(1, name.length() - 1) : name));
    }

    private static Operand hosts(String text) {
        if (text.startsWith("<")) {
            return table(text);
        }
        List<Word> urls = RelayUrl.split(text).stream().map(Word::quoted).toList();
        return urls.size() == 1 ? urls.get(0) : Listing.of(urls);
    }

    private static List<Option> retry(String text) {
        int jitter = text.indexOf("jitter");
        List<Word> delays = COMMA_OR_LINE
                .splitAsStream(jitter < 0 ? text : text.substring(0, jitter))
                .filter(delay -> !delay.isEmpty())
                .map(Word::bare)
                .toList();
        List<Option> options = new ArrayList<>();
        if (!delays.isEmpty()) {
            options.add(Option.of("retry", new Sequence(delays, Place.NOWHERE)));
        }
        if (jitter >= 0) {
            options.add(Option.of(
                    "jitter",
                    Word.bare(text.substring(jitter + "jitter".length()).strip())));
        }
        return options;
    }

    /** The word in the text: mbox, maildir, relay, … */
    public String kind() {
        return method.phrase();
    }

    /** Whether its recipients must be users of this server. */
    public boolean isLocal() {
        return LOCAL.contains(kind());
    }

    /** The path of a maildir, the command of mda, the target of lmtp, the destination of jms; empty if none is given. */
    public String argument() {
        return method.value();
    }

    /** The name of the table of users; empty if there is none. */
    public String userbase() {
        return table(option("userbase"));
    }

    private static String table(Optional<Option> option) {
        return option.map(Option::operands).stream()
                .flatMap(List::stream)
                .filter(TableName.class::isInstance)
                .map(operand -> ((TableName) operand).name().value())
                .findFirst()
                .orElse("");
    }

    /** Which of several hosts comes first, as written; empty if nothing is said. */
    public String policy() {
        return option("policy").map(Option::value).orElse("");
    }

    /** The name of the table of credentials; empty if there is none, or it is written in place. */
    public String auth() {
        return table(option("auth"));
    }

    /** The URLs of a relay, or a table as {@code <name>}, separated by a comma and a blank; empty without hosts. */
    public String hosts() {
        return option("host").map(Option::operands).stream()
                .flatMap(List::stream)
                .flatMap(operand -> {
                    if (operand instanceof Listing listing) {
                        return listing.keys().stream().map(Word::value);
                    }
                    return operand instanceof Word word
                            ? List.of(word.value()).stream()
                            : List.of("<" + ((TableName) operand).name().value() + ">").stream();
                })
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
    }

    /** The options that have no field of their own in a form, as they are written. */
    public String others() {
        return options.stream()
                .filter(option -> !FIELDS.contains(option.phrase()) || isWrittenInPlace(option))
                .map(Formatter::format)
                .collect(Collectors.joining(" "));
    }

    /** A field takes the name of a table only. */
    private static boolean isWrittenInPlace(Option option) {
        return (option.phrase().equals("auth") || option.phrase().equals("userbase"))
                && option.operands().stream().anyMatch(Listing.class::isInstance);
    }

    /** How long its envelopes may wait, as written; empty if nothing is said. */
    public String ttl() {
        return option("ttl").map(Option::value).orElse("");
    }

    /** The delays as written, with the jitter; empty if nothing is said. */
    public String retry() {
        String delays = option("retry").map(Option::operands).stream()
                .flatMap(List::stream)
                .flatMap(operand -> ((Sequence) operand).words().stream())
                .map(Word::value)
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
        String jitter =
                option("jitter").map(option -> "jitter " + option.value()).orElse("");
        return (delays + " " + jitter).strip();
    }

    /** For people; empty if there is none. */
    public String description() {
        return option("description").map(Option::value).orElse("");
    }

    /** The option of that phrase, if it was given. */
    public Optional<Option> option(String phrase) {
        return options.stream().filter(option -> option.phrase().equals(phrase)).findFirst();
    }
}
