package org.waybill.queue.core.config.compile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Keyword;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.smtp.MailAddress;

/**
 * {@code mta limit}. One that is given again replaces the earlier one, as in the reference; what a domain does not say is
 * as for all domains, wherever that stands.
 */
final class MtaCompiler {

    private final Said general = new Said(new HashMap<>(), new ArrayList<>());
    private final Map<String, Said> byDomain = new LinkedHashMap<>();

    /**
     * What was said of a domain, or of all.
     *
     * @param numbers by the names of limits
     * @param families the last one counts
     */
    private record Said(Map<String, Integer> numbers, List<Family> families) {}

    private MtaCompiler(Scope scope) {
        scope.settings("mta").filter(option -> option.phrase().equals("limit")).forEach(this::read);
    }

    /** @param maxDeferred of {@code mta max-deferred} */
    static MtaLimits limits(Scope scope, int maxDeferred) {
        MtaCompiler compiler = new MtaCompiler(scope);
        RouteLimits usual = on(RouteLimits.STANDARD, compiler.general);
        Map<String, RouteLimits> byDomain = new LinkedHashMap<>();
        compiler.byDomain.forEach((domain, said) -> byDomain.put(domain, on(usual, said)));
        return new MtaLimits(usual, byDomain, maxDeferred);
    }

    private void read(Option option) {
        List<Operand> operands = option.operands();
        boolean ofDomain =
                operands.get(0) instanceof Keyword first && first.text().equals("for");
        Said said = ofDomain
                ? byDomain.computeIfAbsent(
                        new MailAddress("x", word(operands.get(2))).domainKey(),
                        domain -> new Said(new HashMap<>(), new ArrayList<>()))
                : general;
        int next = ofDomain ? 3 : 0;
        while (next < operands.size()) {
            if (operands.get(next) instanceof Keyword family) {
                said.families().add(family.text().equals("inet4") ? Family.INET4 : Family.INET6);
                next++;
            } else {
                said.numbers().put(word(operands.get(next)), Quantity.countFromZero(word(operands.get(next + 1))));
                next += 2;
            }
        }
    }

    private static String word(Operand operand) {
        return ((Word) operand).value();
    }

    private static RouteLimits on(RouteLimits base, Said said) {
        Map<String, Integer> numbers = said.numbers();
        int failures = numbers.getOrDefault("max-failures-per-session", base.failuresPerSession());
        return new RouteLimits(
                numbers.getOrDefault("max-conn-per-host", base.perHost()),
                numbers.getOrDefault("max-conn-per-route", base.perRoute()),
                numbers.getOrDefault("max-conn-per-source", base.perSource()),
                numbers.getOrDefault("max-conn-per-connector", base.perConnector()),
                numbers.getOrDefault("max-conn-per-relay", base.perRelay()),
                numbers.getOrDefault("max-conn-per-domain", base.perDomain()),
                seconds(numbers, "conn-delay-route", base.betweenRouteConnections()),
                numbers.getOrDefault("session-mail-max", base.mailsPerSession()),
                seconds(numbers, "session-keepalive", base.keepAlive()),
                failures == 0 ? Integer.MAX_VALUE : failures,
                said.families().isEmpty()
                        ? base.families()
                        : said.families()
                                .subList(
                                        said.families().size() - 1,
                                        said.families().size()));
    }

    private static Duration seconds(Map<String, Integer> numbers, String name, Duration otherwise) {
        Integer seconds = numbers.get(name);
        return seconds == null ? otherwise : Duration.ofSeconds(seconds);
    }
}
