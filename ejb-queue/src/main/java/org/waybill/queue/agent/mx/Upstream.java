package org.waybill.queue.agent.mx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Whether the name servers that we ask pass signatures on. Some drop them; to such a one every signed answer would look
 * forged, and no mail would go out. Once signatures were seen they are demanded until the process ends: who suppresses
 * them later gains nothing.
 */
final class Upstream {

    private static final Logger LOG = Logger.getLogger("org.waybill.dns");

    private static final Duration UNTIL_NEXT_TRIAL = Duration.ofMinutes(10);
    private static final Duration AFTER_SILENCE = Duration.ofMinutes(1);

    private final Resolver resolver;
    private final Name anchor;
    private final InstantSource clock;
    private volatile boolean proven;
    private volatile Instant deafUntil = Instant.MIN;

    /**
     * @param anchor a zone that is signed for certain
     * @param strict whether to demand signatures from the first answer on
     */
    Upstream(Resolver resolver, Name anchor, boolean strict, InstantSource clock) {
        this.resolver = resolver;
        this.anchor = anchor;
        this.proven = strict;
        this.clock = clock;
    }

    CompletionStage<Boolean> passesSignatures() {
        if (proven || clock.instant().isBefore(deafUntil)) {
            return CompletableFuture.completedStage(proven);
        }
        Message query = Message.newQuery(Record.newRecord(anchor, Type.DNSKEY, DClass.IN));
        query.getHeader().setFlag(Flags.CD);
        return resolver.sendAsync(query).handle((answer, failure) -> {
            if (failure != null) {
                deafUntil = clock.instant().plus(AFTER_SILENCE);
                return false;
            }
            boolean signed = answer.getSection(Section.ANSWER).stream().anyMatch(r -> r.getType() == Type.RRSIG);
            if (signed) {
                proven = true;
            } else {
                deafUntil = clock.instant().plus(UNTIL_NEXT_TRIAL);
                LOG.log(
                        Level.WARNING,
                        "the name servers pass no signatures on (asked for the keys of ''{0}''): no DNSSEC, no DANE",
                        anchor);
            }
            return signed;
        });
    }
}
