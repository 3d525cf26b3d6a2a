package org.waybill.queue.sendmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line of sendmail, read as getopt does: letters may stand together, and what a letter wants may stand right
 * behind it or in the next word.
 *
 * @param form what it says of the mail
 * @param dots whether a dot alone on a line belongs to the mail
 * @param verbose whether to print what the server answers
 */
record Options(Form form, boolean dots, boolean verbose) {

    /** What a letter is followed by. */
    private enum Argument {
        NONE,
        /** Right behind the letter or not at all. */
        ATTACHED,
        NEEDED
    }

    /** Those of other sendmails that say nothing that would matter here are known, and ignored. */
    private static final Map<Character, Argument> LETTERS = Map.ofEntries(
            Map.entry('A', Argument.NEEDED),
            Map.entry('B', Argument.NEEDED),
            Map.entry('b', Argument.NEEDED),
            Map.entry('C', Argument.NEEDED),
            Map.entry('d', Argument.ATTACHED),
            Map.entry('E', Argument.ATTACHED),
            Map.entry('e', Argument.ATTACHED),
            Map.entry('F', Argument.NEEDED),
            Map.entry('f', Argument.NEEDED),
            Map.entry('G', Argument.NONE),
            Map.entry('h', Argument.NEEDED),
            Map.entry('i', Argument.NONE),
            Map.entry('J', Argument.ATTACHED),
            Map.entry('L', Argument.NEEDED),
            Map.entry('m', Argument.NONE),
            Map.entry('N', Argument.NEEDED),
            Map.entry('n', Argument.NONE),
            Map.entry('O', Argument.NEEDED),
            Map.entry('o', Argument.NEEDED),
            Map.entry('p', Argument.NEEDED),
            Map.entry('R', Argument.NEEDED),
            Map.entry('r', Argument.NEEDED),
            Map.entry('t', Argument.NONE),
            Map.entry('U', Argument.NONE),
            Map.entry('V', Argument.NEEDED),
            Map.entry('v', Argument.NONE),
            Map.entry('X', Argument.NEEDED),
            Map.entry('x', Argument.NONE));

    private static final String NOTIFY = "NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY))*";

    /** @throws UsageException for what no sendmail knows, or for what this one does not do */
    static Options parse(List<String> words, String user) throws UsageException {
        Reading reading = new Reading(user);
        int at = 0;
        while (at < words.size() && words.get(at).length() > 1 && words.get(at).startsWith("-")) {
            String word = words.get(at++);
            if (word.equals("--")) {
                break;
            }
            if (reading.letters(word, at < words.size() ? words.get(at) : "", at < words.size())) {
                at++;
            }
        }
        return reading.options(words.subList(at, words.size()));
    }

    private static final class Reading {

        private final String user;
        private String sender = "";
        private String name = "";
        private boolean headers;
        private boolean dots;
        private boolean verbose;
        private String notify = "";
        private String returned = "";
        private String envelopeId = "";

        Reading(String user) {
            this.user = user;
        }

        /** @return whether the next word is used up */
        boolean letters(String word, String next, boolean hasNext) throws UsageException {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                Argument argument = LETTERS.get(letter);
                String rest = word.substring(i + 1);
                if (argument == null) {
                    throw new UsageException("unknown option -" + letter);
                }
                if (argument == Argument.NEEDED && rest.isEmpty() && !hasNext) {
                    throw new UsageException("option -" + letter + " needs a value");
                }
                boolean fromNext = argument == Argument.NEEDED && rest.isEmpty();
                option(letter, fromNext ? next : rest);
                if (argument != Argument.NONE) {
                    return fromNext;
                }
            }
            return false;
        }

        private void option(char letter, String value) throws UsageException {
            switch (letter) {
                case 'b' -> expect(value.equals("m"), "-b" + value + " is not done here: only -bm, which sends a mail");
                case 'F' -> name = value;
                case 'f', 'r' -> sender = sender(value);
                case 'i' -> dots = true;
                case 'N' -> notify = notify(value.toUpperCase(Locale.ROOT));
                case 'o' -> dots |= value.equals("i");
                case 'R' -> returned = returned(value.toUpperCase(Locale.ROOT));
                case 't' -> headers = true;
                case 'V' -> envelopeId = value;
                case 'v' -> verbose = true;
                default -> {
                    // of no meaning here
                }
            }
        }

        private static String sender(String value) {
            String address = value.strip();
            boolean bracketed = address.startsWith("<") && address.endsWith(">") && address.length() > 2;
            return address.isEmpty() ? "<>" : bracketed ? address.substring(1, address.length() - 1) : address;
        }

        private static String notify(String value) throws UsageException {
            expect(value.matches(NOTIFY), "-N takes never, or of success, failure and delay those that are wanted");
            return value;
        }

        private static String returned(String value) throws UsageException {
            expect(value.equals("FULL") || value.equals("HDRS"), "-R takes full or hdrs");
            return value;
        }

        private static void expect(boolean met, String expectation) throws UsageException {
            if (!met) {
                throw new UsageException(expectation);
            }
        }

        Options options(List<String> addresses) throws UsageException {
            List<String> recipients = new ArrayList<>();
            for (String word : addresses) {
                for (String address : word.split(",", -1)) {
                    if (!address.isBlank()) {
                        recipients.add(address.strip());
                    }
                }
            }
            expect(headers || !recipients.isEmpty(), "no recipients: name some, or say -t");
            try {
                Form form = new Form(user, sender, name, recipients, headers, false, notify, returned, envelopeId);
                return new Options(form, dots, verbose);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
    }
}
