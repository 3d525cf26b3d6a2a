package org.waybill.queue.core.config.compile;

import java.util.Optional;
import java.util.stream.Stream;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderAddresses;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.ListenDirective;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;

/** Who may send through the listeners of a text. */
final class SubmissionCompiler {

    private final Scope scope;
    private final TableCompiler tables;

    SubmissionCompiler(Scope scope, TableCompiler tables) {
        this.scope = scope;
        this.tables = tables;
    }

    /** Who may send through a listener: nobody signs in where that cannot be said, which is reported. */
    Submission submission(ListenDirective directive) {
        Optional<Option> auth = Stream.of("auth", "auth-optional")
                .flatMap(phrase -> directive.option(phrase).stream())
                .findFirst();
        AuthSource source = auth.map(this::source).orElseGet(AuthSource.Nobody::new);
        SenderRule senders = senders(directive);
        boolean secured = TlsCompiler.isAsked(directive);
        auth.filter(option -> !secured).ifPresent(option -> scope.problems()
                .add(
                        option.place(),
                        "'" + option.phrase() + "' needs TLS, or passwords could be read on their way",
                        "tls, tls-require or smtps",
                        "add tls or smtps, and pki NAME"));
        directive
                .option("senders")
                .filter(option -> auth.isEmpty())
                .ifPresent(option -> reportAlone(option, "auth", "add auth or auth-optional"));
        directive
                .option("masquerade")
                .filter(option -> !directive.has("senders"))
                .ifPresent(option -> reportAlone(option, "senders <table>", "add senders and the table before it"));
        return auth.isEmpty() || !secured ? Submission.NONE : new Submission(source, senders);
    }

    private AuthSource source(Option auth) {
        return auth.operands().isEmpty()
                ? new AuthSource.IdentityStores()
                : new AuthSource.Table(tables.mapped(auth.operands().get(0), "user = hash"));
    }

    private SenderRule senders(ListenDirective directive) {
        return directive
                .option("senders")
                .<SenderRule>map(option ->
                        new SenderRule.Listed(addresses(option.operands().get(0)), directive.has("masquerade")))
                .orElseGet(SenderRule.Anybody::new);
    }

    private LookupTable addresses(Operand operand) {
        LookupTable table = tables.mapped(operand, "user = \"address, …\"");
        if (table instanceof InlineTable inline) {
            inline.entries().stream()
                    .flatMap(entry -> SenderAddresses.of(entry.value()).faults().stream())
                    .forEach(fault ->
                            scope.problems().add(operand.place(), "table '" + table.name() + "': " + fault, "", ""));
        }
        return table;
    }

    private void reportAlone(Option option, String missing, String cure) {
        scope.problems()
                .add(option.place(), "'" + option.phrase() + "' means nothing without " + missing, missing, cure);
    }
}
