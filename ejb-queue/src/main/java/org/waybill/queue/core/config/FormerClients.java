package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whose mail a rule is about. In the former grammar a client that had signed in was local, whatever its address; today it is
 * not, so that a rule about local clients becomes two.
 *
 * @param signIn whether clients can sign in anywhere
 */
record FormerClients(boolean signIn) {

    private static final Option FROM_AUTH = Option.of("from auth");

    /**
     * What a rule becomes.
     *
     * @param conditions of each rule of today, in their order
     * @param notes what changed
     */
    record Rules(List<List<Option>> conditions, List<String> notes) {
        Rules {
            conditions = List.copyOf(conditions);
            notes = List.copyOf(notes);
        }
    }

    Rules rules(List<Option> conditions) {
        boolean auth = conditions.stream().anyMatch(option -> is("auth", option) && !option.negated());
        boolean notAuth = conditions.stream().anyMatch(option -> is("auth", option) && option.negated());
        boolean notLocal = conditions.stream().anyMatch(option -> is("from local", option) && option.negated());
        boolean source = conditions.stream().anyMatch(option -> is("from src", option) && !option.negated());
        boolean local = conditions.stream()
                .filter(FormerClients::isFrom)
                .allMatch(option -> is("from local", option) && !option.negated());
        boolean any = conditions.stream().anyMatch(option -> is("from any", option) && !option.negated());
        if (auth && (local || any)) {
            return new Rules(List.of(signedIn(conditions)), List.of());
        }
        if (!signIn || auth || notAuth) {
            return new Rules(List.of(conditions), List.of());
        }
        if (local) {
            return new Rules(
                    List.of(conditions, signedIn(conditions)),
                    List.of("clients that have signed in were local then, and have a rule of their own now"));
        }
        if (notLocal) {
            List<Option> others = new ArrayList<>(conditions);
            others.add(new Option("auth", true, List.of(), Place.NOWHERE));
            return new Rules(List.of(others), List.of());
        }
        return new Rules(
                List.of(conditions),
                source
                        ? List.of("holds now also for clients of these addresses that have signed in;"
                                + " write !auth if it should not")
                        : List.of());
    }

    private static List<Option> signedIn(List<Option> conditions) {
        Predicate<Option> replaced = option -> isFrom(option) || is("auth", option);
        return Stream.concat(Stream.of(FROM_AUTH), conditions.stream().filter(replaced.negate()))
                .toList();
    }

    private static boolean is(String phrase, Option option) {
        return option.phrase().equals(phrase);
    }

    private static boolean isFrom(Option option) {
        return option.phrase().startsWith("from ");
    }
}
