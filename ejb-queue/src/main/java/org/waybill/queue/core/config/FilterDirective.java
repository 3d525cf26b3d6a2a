package org.waybill.queue.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.smtp.listener.Step;

/**
 * {@code filter NAME phase PHASE match conditions decision} or <code>filter NAME chain { names }</code>
 *
 * @param definition what the filter is
 */
public record FilterDirective(Operand.Word name, Definition definition, Place place) implements Directive {

    /** The phases by their names in the text. */
    public static final Map<String, Step> PHASES = phases();

    private static Map<String, Step> phases() {
        Map<String, Step> phases = new LinkedHashMap<>();
        phases.put("connect", Step.CONNECT);
        phases.put("helo", Step.HELO);
        phases.put("ehlo", Step.EHLO);
        phases.put("mail-from", Step.MAIL);
        phases.put("rcpt-to", Step.RCPT);
        phases.put("data", Step.DATA);
        phases.put("commit", Step.COMMIT);
        return Collections.unmodifiableMap(phases);
    }

    /** What a filter is. */
    public sealed interface Definition {}

    /** One question, and what to do if the answer is yes. */
    public record Phase(Operand.Word phase, List<Option> conditions, Option decision) implements Definition {
        public Phase {
            conditions = List.copyOf(conditions);
        }
    }

    /** Filters in their order. */
    public record Chain(Operand.Listing filters) implements Definition {}
}
