package org.waybill.queue.agent.mx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * The DNS with signatures checked here, so that nobody between us and the zone has to be trusted: neither the resolver that
 * is asked, nor the way to it. Answers are kept with what the check said, which caches of dnsjava forget.
 */
public final class ValidatedNames {

    /** Fragments of UDP get lost and can be forged; what is larger comes by TCP. */
    private static final int UDP_OCTETS = 1232;

    private static final int MAX_ALIASES = 16;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(5);

    private final TrustAnchors anchors;
    private final ValidatingResolver resolver;
    private final Upstream upstream;
    private final ReplyCache cache;
    private final InstantSource clock;

    /**
     * Asks servers through a resolver of its own.
     *
     * @param servers to ask in this order
     * @param patience the longest wait for one answer, over all servers and repetitions
     * @param strict whether to demand signatures even if no answer ever had one
     */
    public ValidatedNames(
            List<InetSocketAddress> servers,
            Duration patience,
            TrustAnchors anchors,
            boolean strict,
            InstantSource clock) {
        Resolver asking = new AnsweringResolver(servers);
        asking.setTimeout(patience);
        Resolver guarded = new GuardedResolver(servers, anchors);
        guarded.setTimeout(patience);
        this.anchors = anchors;
        this.resolver = new ValidatingResolver(guarded);
        this.resolver.setEDNS(0, UDP_OCTETS, ExtendedFlags.DO, List.of());
        try {
            this.resolver.loadTrustAnchors(TrustAnchors.stream(anchors.text()));
        } catch (IOException e) {
            throw new IllegalArgumentException("the trust anchors were checked before", e);
        }
        this.upstream = new Upstream(asking, anchors.zones().iterator().next(), strict, clock);
        this.cache = new ReplyCache(clock);
        this.clock = clock;
    }

    /** The reply; empty if a name is not to be validated, or cannot be for want of signatures. Never fails. */
    public CompletionStage<Optional<Reply>> ask(Name name, int type) {
        if (!anchors.covers(name)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return upstream.passesSignatures()
                .thenCompose(signed -> signed
                        ? follow(name, type, true, 0).thenApply(Optional::of)
                        : CompletableFuture.completedStage(Optional.empty()));
    }

    /** Resolvers return whole chains of aliases; where one does not, the end is asked for. */
    private CompletionStage<Reply> follow(Name name, int type, boolean secure, int aliases) {
        if (aliases > MAX_ALIASES) {
            return CompletableFuture.completedStage(new Reply.Unknown("too many aliases", false));
        }
        return step(name, type).thenCompose(reply -> {
            if (!(reply instanceof Reply.Known known)) {
                return CompletableFuture.completedStage(reply);
            }
            boolean all = secure && known.secure();
            boolean more =
                    known.exists() && known.records().isEmpty() && !known.end().equals(name);
            return more
                    ? follow(known.end(), type, all, aliases + 1)
                    : CompletableFuture.completedStage(
                            new Reply.Known(known.exists(), known.end(), known.records(), all));
        });
    }

    private CompletionStage<Reply> step(Name name, int type) {
        Optional<Reply.Known> kept = cache.find(name, type);
        if (kept.isPresent()) {
            return CompletableFuture.completedStage(kept.get());
        }
        return resolver.sendAsync(Message.newQuery(Record.newRecord(name, type, DClass.IN)))
                .handle((answer, failure) -> failure == null ? read(name, type, answer) : unknown(failure));
    }

    private static Reply unknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof ResolverTrouble ? cause.getMessage() : null;
        return new Reply.Unknown(message == null ? String.valueOf(cause) : message, false);
    }

    private Reply read(Name name, int type, Message answer) {
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return new Reply.Unknown("DNSSEC: " + validation(answer), true);
        }
        boolean secure = answer.getHeader().getFlag(Flags.AD);
        if (!secure && !isInsecure(answer)) {
            return new Reply.Unknown("DNSSEC: it is not proven that " + name + " is unsigned", true);
        }
        Map<Name, Name> aliases = new HashMap<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof CNAMERecord alias && type != Type.CNAME) {
                aliases.put(alias.getName(), alias.getTarget());
            }
        }
        Name end = name;
        for (int i = 0; i < MAX_ALIASES && aliases.containsKey(end); i++) {
            end = aliases.getOrDefault(end, end);
        }
        Name last = end;
        List<Record> records = answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(last))
                .toList();
        Reply.Known reply = new Reply.Known(code == Rcode.NOERROR, last, records, secure);
        cache.keep(name, type, reply, life(answer, records.isEmpty()));
        return reply;
    }

    /**
     * Whether the validator found that it cannot be secure; it also ends without having found anything, as when a proof takes
     * more hashes than it wants to make. Only of a span without signatures (RFC 5155 §6) it does not say so.
     */
    private static boolean isInsecure(Message answer) {
        if (validation(answer).isEmpty()) {
            return answer.getSection(Section.AUTHORITY).stream()
                    .anyMatch(record ->
                            record instanceof NSEC3Record proof && (proof.getFlags() & NSEC3Record.Flags.OPT_OUT) != 0);
        }
        return answer.getOPT() == null
                || answer.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .noneMatch(error -> ((ExtendedErrorCodeOption) error).getErrorCode()
                                == ExtendedErrorCodeOption.DNSSEC_BOGUS);
    }

    /** Why the validator did not like it. */
    private static String validation(Message answer) {
        return answer.getSection(Section.ADDITIONAL).stream()
                .filter(record -> record instanceof TXTRecord
                        && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .collect(Collectors.joining(" "));
    }

    private Duration life(Message answer, boolean negative) {
        long seconds = Math.min(
                answer.getSection(Section.ANSWER).stream()
                        .mapToLong(this::life)
                        .min()
                        .orElse(LONGEST.toSeconds()),
                LONGEST.toSeconds());
        if (negative) {
            seconds = Math.min(seconds, LONGEST_NEGATIVE.toSeconds());
            for (Record record : answer.getSection(Section.AUTHORITY)) {
                if (record instanceof SOARecord soa) {
                    seconds = Math.min(seconds, Math.min(soa.getTTL(), soa.getMinimum()));
                }
            }
        }
        return Duration.ofSeconds(Math.max(seconds, 0));
    }

    /** On the way it can be made to look longer, but neither what is signed nor the signature (RFC 4035 §5.3.3). */
    private long life(Record record) {
        return record instanceof RRSIGRecord signature
                ? Math.min(
                        signature.getOrigTTL(),
                        Duration.between(clock.instant(), signature.getExpire()).toSeconds())
                : record.getTTL();
    }
}
