package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.relay.Credentials;
import org.waybill.queue.core.relay.HeloNames;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Login;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;
import org.waybill.queue.core.relay.SourceAddresses;
import org.waybill.queue.core.relay.TlsTerms;

/** What an action, a URL and an address say together about one session. */
final class Hops {

    private static final int SMTP_PORT = 25;

    private final String serverName;
    private final AtomicLong turn = new AtomicLong();

    /** @param serverName what we call ourselves if nothing else is said */
    Hops(String serverName) {
        this.serverName = serverName;
    }

    /** The doors of one address, or what is missing. */
    sealed interface Answer {

        /** In the order to try them, at least one. */
        record Known(List<Hop> hops) implements Answer {}

        /** @param reply 4xx */
        record Waiting(ReplyLine reply) implements Answer {}
    }

    /** @param terms what is demanded of TLS there */
    Answer of(RelayOptions options, RelayUrl url, InetAddress address, TlsTerms terms) {
        SourceAddresses.Answer source =
                SourceAddresses.of(options.sources(), url.options(), turn.getAndIncrement(), address);
        if (source instanceof SourceAddresses.Answer.Unavailable unavailable) {
            return waiting("451 4.3.5 No address to come from", unavailable.reason());
        } else if (source instanceof SourceAddresses.Answer.NoneOfFamily) {
            return new Answer.Waiting(ReplyLine.ours(
                    "451 4.4.4 None of our addresses can reach " + url.host() + " [" + address.getHostAddress() + "]"));
        }
        InetAddress ours = source instanceof SourceAddresses.Answer.Address chosen ? chosen.address() : null;
        HeloNames.Answer helo = HeloNames.of(options.names(), url.options(), ours, serverName);
        if (helo instanceof HeloNames.Answer.Unavailable unavailable) {
            return waiting("451 4.3.5 No name to greet with", unavailable.reason());
        }
        Credentials.Answer credentials = Credentials.of(options.credentialsOrNull(), url);
        if (credentials instanceof Credentials.Answer.Absent absent) {
            return waiting("451 4.7.0 No credentials", absent.reason());
        } else if (credentials instanceof Credentials.Answer.Unavailable unavailable) {
            return waiting("451 4.3.5 No credentials", unavailable.reason());
        }
        Login login = credentials instanceof Credentials.Answer.Found found ? found.login() : null;
        return new Answer.Known(
                doors(options, url, address, terms, ((HeloNames.Answer.Name) helo).name(), ours, login));
    }

    /** @param reason names tables and labels, of which senders are not told */
    private static Answer waiting(String reply, String reason) {
        return new Answer.Waiting(ReplyLine.ours(reply + ": " + reason, reply));
    }

    /** Where a hop is, for people: {@code smtps://label@mx.example.org [192.0.2.1]:465}. */
    static String place(RelayUrl url, Hop hop) {
        String label = url.label().isEmpty() ? "" : url.label() + "@";
        return url.schema().word() + "://" + label + hop;
    }

    /**
     * What a hop's health is known by: its place and what else may be wrong with it. The same host may be well on other terms,
     * for another source address, or with other credentials.
     */
    static String key(RelayUrl url, Hop hop) {
        List<String> words = new ArrayList<>(List.of(place(url, hop)));
        hop.source().ifPresent(source -> words.add("from " + source.getHostAddress()));
        hop.login().ifPresent(login -> words.add("as " + login.user()));
        boolean secured = hop.tls() instanceof TlsTerms.ByStartTls || hop.tls() instanceof TlsTerms.FromTheStart;
        if (secured) {
            words.add(HopText.terms(hop.tls()));
        }
        if (!hop.pki().isEmpty()) {
            words.add("with pki " + hop.pki());
        }
        words.addAll(hop.ciphers().protocols());
        words.addAll(hop.ciphers().ciphers());
        return String.join(", ", words);
    }

    private static List<Hop> doors(
            RelayOptions options,
            RelayUrl url,
            InetAddress address,
            TlsTerms terms,
            String helo,
            @Nullable InetAddress ours,
            @Nullable Login login) {
        String pki =
                url.options().pki().isEmpty() ? options.pki() : url.options().pki();
        Hop first = new Hop(
                url.schema() == Schema.LMTP ? Hop.Protocol.LMTP : Hop.Protocol.SMTP,
                url.host(),
                address,
                url.port(),
                terms,
                login,
                helo,
                ours,
                terms instanceof TlsTerms.Never ? "" : pki,
                options.tls());
        return url.schema() == Schema.SSL && terms instanceof TlsTerms.FromTheStart atOnce
                ? List.of(first, first.at(SMTP_PORT, new TlsTerms.ByStartTls(atOnce.trust())))
                : List.of(first);
    }
}
