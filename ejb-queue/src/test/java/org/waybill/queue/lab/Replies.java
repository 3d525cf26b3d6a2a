package org.waybill.queue.lab;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a client heard with what it should hear: the code must be the one that the expected text begins with, and
 * an answer to EHLO must offer what the expected one offers. Words that the case itself gives the server, as in
 * {@code error:550 user gone}, must come back. That other words are used otherwise is told, and is no failure.
 */
final class Replies {

    /** A code, a space, and something. */
    private static final int SHORTEST_TEXT = 5;

    private static final Pattern CODE = Pattern.compile("\\^?(?:\\(\\?[^)]*\\))*([245][0-9]{2}|354)");
    private static final Pattern ABSENT = Pattern.compile("\\(\\?!\\[\\\\s\\\\S]\\*([A-Z]+)\\)");
    private static final Pattern OFFERED = Pattern.compile("(?:250[- ]|]\\*)(?!250)([A-Z0-9]{3,}(?: [A-Z0-9]+)*)");

    private final String given;
    private final List<String> failures;
    private final List<String> otherWords;

    /**
     * @param given all texts that the server was given
     * @param otherWords takes sentences about texts that differ
     */
    Replies(String given, List<String> failures, List<String> otherWords) {
        this.given = given;
        this.failures = failures;
        this.otherWords = otherWords;
    }

    void compare(List<LabCase.ExpectedReply> expected, List<LabClient.Reply> heard) {
        int next = 0;
        for (LabCase.ExpectedReply wanted : expected) {
            int at = find(wanted.command(), heard, next);
            if (at < 0) {
                failures.add(wanted.command() + ": there was no answer");
            } else {
                next = at + 1;
                compare(wanted, heard.get(at).text());
            }
        }
    }

    private static int find(String command, List<LabClient.Reply> heard, int from) {
        for (int i = from; i < heard.size(); i++) {
            if (heard.get(i).command().startsWith(command)) {
                return i;
            }
        }
        return -1;
    }

    private void compare(LabCase.ExpectedReply wanted, String text) {
        Matcher code = CODE.matcher(wanted.regex());
        if (code.lookingAt() && !text.startsWith(code.group(1))) {
            failures.add(wanted.command() + ": expected " + wanted.regex() + ", heard " + text);
            return;
        }
        if (wanted.command().startsWith("EHLO")) {
            compareOffers(wanted, text);
        }
        if (!Pattern.compile(wanted.regex(), Pattern.MULTILINE).matcher(text).find()) {
            String words = words(wanted);
            boolean lost = given.contains(words) && !text.contains(words.substring(SHORTEST_TEXT - 1));
            (lost ? failures : otherWords).add(wanted.command() + ": expected " + wanted.regex() + ", heard " + text);
        }
    }

    /** The code, and what stands before the address. */
    private static String words(LabCase.ExpectedReply wanted) {
        String words = wanted.regex().replaceAll("[\\^$\\\\]", "").replaceAll(": <.*", "");
        return words.length() > SHORTEST_TEXT ? words : wanted.regex();
    }

    private void compareOffers(LabCase.ExpectedReply wanted, String text) {
        List<String> offers =
                text.lines().skip(1).map(line -> line.substring(4)).toList();
        Matcher absent = ABSENT.matcher(wanted.regex());
        while (absent.find()) {
            if (offers.stream().anyMatch(offer -> offer.startsWith(absent.group(1)))) {
                failures.add("EHLO: " + absent.group(1) + " is offered");
            }
        }
        Matcher offered = OFFERED.matcher(ABSENT.matcher(wanted.regex()).replaceAll(""));
        while (offered.find()) {
            if (offers.stream().noneMatch(offer -> words(offer).containsAll(words(offered.group(1))))) {
                failures.add("EHLO: " + offered.group(1) + " is not offered");
            }
        }
    }

    private static List<String> words(String offer) {
        return Arrays.asList(offer.split(" "));
    }
}
