package org.waybill.queue.core.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl.Schema;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.ReversePath;

/** What a relay would do with a mail now, in one line for people: where to, what it demands, who we are there. */
public final class RelayText {

    private final RelayTarget target;
    private final RelayOptions options;

    public RelayText(RelayTarget target, RelayOptions options) {
        this.target = target;
        this.options = options;
    }

    /** @param domain of the recipient, in lower case and A-labels */
    public String of(String domain, ReversePath sender) {
        String where = target.hosts(domain, sender)
                .map(this::hosts)
                .orElseGet(() -> "by the MX records of " + domain + exchangers() + " ("
                        + tls(Schema.SMTP, options.verify()) + ")");
        String others = others();
        return "relay " + where + (others.isEmpty() ? "" : "; " + others);
    }

    private String exchangers() {
        if (!(target instanceof RelayTarget.Exchangers exchangers) || !exchangers.backup()) {
            return "";
        }
        return ", those preferred to " + (exchangers.ourName().isEmpty() ? "this server" : exchangers.ourName());
    }

    private String hosts(RelayHosts.Answer answer) {
        if (answer instanceof RelayHosts.Answer.Urls urls) {
            String order = urls.urls().size() == 1 ? "" : order() + " ";
            return order + "by " + urls.urls().stream().map(this::host).collect(Collectors.joining(", "));
        }
        return "by nobody: "
                + (answer instanceof RelayHosts.Answer.NoEntry missing
                        ? missing.reason()
                        : ((RelayHosts.Answer.Unavailable) answer).reason());
    }

    private String order() {
        return switch (policy()) {
            case FAILOVER -> "in this order";
            case ROUND_ROBIN -> "in turn";
            case RANDOM -> "in random order";
            case RATIO -> "in proportion to their weights";
        };
    }

    private Policy policy() {
        if (target instanceof RelayTarget.Hosts hosts) {
            return hosts.policy();
        } else if (target instanceof RelayTarget.ByDomain by) {
            return by.policy();
        }
        return target instanceof RelayTarget.BySender by ? by.policy() : Policy.FAILOVER;
    }

    private String host(RelayUrl url) {
        String login = url.auth() ? ", " + login(url) : "";
        return url + " (" + tls(url.schema(), options.verifyAt(url)) + login + ")";
    }

    private String login(RelayUrl url) {
        Credentials.Answer answer = Credentials.of(options.credentialsOrNull(), url);
        if (answer instanceof Credentials.Answer.Absent absent) {
            return "which waits: " + absent.reason();
        }
        return answer instanceof Credentials.Answer.Unavailable unavailable
                ? "which waits: " + unavailable.reason()
                : "signing in with '" + Credentials.key(url) + "'";
    }

    /** What is demanded of TLS: by the URL or the action, else by the schema. */
    private String tls(Schema schema, Verify verify) {
        return switch (schema) {
            case NOTLS, LMTP -> "in plain text";
            case SMTP ->
                options.verify() == Verify.UNSAID
                        ? "with STARTTLS if it is offered, else in plain text"
                        : "with STARTTLS, " + certificate(verify);
            case TLS -> "with STARTTLS, " + certificate(verify);
            case SMTPS -> "with TLS from the start, " + certificate(verify);
            case SSL -> "with TLS from the start, else STARTTLS, " + certificate(verify);
        };
    }

    private static String certificate(Verify verify) {
        return switch (verify) {
            case NO -> "any certificate";
            case DANE -> "a certificate that the DNS names (DANE)";
            case YES, UNSAID -> "a certificate for the host's name";
        };
    }

    private String others() {
        List<String> others = new ArrayList<>();
        add(others, "showing pki ", options.pki());
        add(others, "trusting ca ", options.ca());
        add(others, "speaking ", String.join(" ", options.tls().protocols()));
        add(others, "with ciphers ", String.join(" ", options.tls().ciphers()));
        add(others, "from ", table(options.sources()));
        add(others, "called as says ", table(options.names().bySourceOrNull()));
        add(others, "called ", options.names().helo());
        add(others, "", sender());
        return String.join(", ", others);
    }

    private static void add(List<String> others, String what, String value) {
        if (!value.isEmpty()) {
            others.add(what + value);
        }
    }

    private static String table(@Nullable LookupTable table) {
        return Optional.ofNullable(table).map(TableName::of).orElse("");
    }

    private String sender() {
        if (options.sender() instanceof RelayOptions.Sender.Replaced replaced) {
            return "with " + replaced.by() + " as its sender";
        }
        return options.sender() instanceof RelayOptions.Sender.Rewritten ? "with a sender of ours if forwarded" : "";
    }
}
