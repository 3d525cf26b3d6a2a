package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.queue.core.config.Operand.Keyword;
import org.waybill.smtp.MailAddress;

/**
 * What follows {@code mta limit}: {@code [for domain D]}, then {@code inet4}, {@code inet6}, and names with numbers, in any
 * order.
 */
final class MtaLimitShape implements Shape {

    /** How many at a time, or until something ends: at least 1. */
    private static final List<String> COUNTS = List.of(
            "max-conn-per-host",
            "max-conn-per-route",
            "max-conn-per-source",
            "max-conn-per-connector",
            "max-conn-per-relay",
            "max-conn-per-domain",
            "session-mail-max",
            "task-hiwat",
            "task-lowat",
            "task-release");

    /** Seconds, or a number whose 0 stands for no bound. */
    private static final List<String> FROM_ZERO = List.of(
            "conn-delay-host",
            "conn-delay-route",
            "conn-delay-source",
            "conn-delay-connector",
            "conn-delay-relay",
            "conn-delay-domain",
            "reconn-delay-route",
            "session-transaction-delay",
            "session-keepalive",
            "max-failures-per-session");

    private static final Set<String> FAMILIES = Set.of("inet4", "inet6");

    @Override
    public List<Operand> read(Cursor cursor) {
        List<Operand> limits = new ArrayList<>();
        if (cursor.peek().isWord("for")) {
            limits.add(keyword(cursor));
            if (!cursor.peek().isWord("domain")) {
                cursor.failHere("'domain' and the name of a domain");
                return limits;
            }
            limits.add(keyword(cursor));
            limits.add(cursor.checked("the name of a domain", false, MtaLimitShape::checkDomain));
        }
        do {
            if (FAMILIES.stream().anyMatch(cursor.peek()::isWord)) {
                limits.add(keyword(cursor));
                continue;
            }
            Operand.Word name = cursor.checked("a limit, inet4 or inet6", false, MtaLimitShape::checkName);
            limits.add(name);
            limits.add(
                    FROM_ZERO.contains(name.value())
                            ? cursor.checked("a number", false, Quantity::countFromZero)
                            : cursor.checked("a number", false, Quantity::count));
        } while (!cursor.atEnd());
        return limits;
    }

    private static Keyword keyword(Cursor cursor) {
        Token token = cursor.take();
        return new Keyword(token.value(), token.place());
    }

    private static void checkDomain(String domain) {
        if (!MailAddress.isDomain(domain)) {
            throw new IllegalArgumentException("'" + domain + "' is no domain");
        }
    }

    private static void checkName(String name) {
        if (!COUNTS.contains(name) && !FROM_ZERO.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is no limit of mta: expected inet4, inet6 or one of "
                    + Stream.concat(COUNTS.stream(), FROM_ZERO.stream()).collect(Collectors.joining(", ")));
        }
    }
}
