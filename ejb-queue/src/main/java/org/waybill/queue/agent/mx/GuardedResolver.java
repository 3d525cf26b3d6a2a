package org.waybill.queue.agent.mx;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Shows the validator only what it judges rightly. It takes a denial for an unsigned one if it fails to look up a key, which
 * a forger can bring about; so a key that cannot be had is answered as such, which makes the denial a forgery.
 */
final class GuardedResolver extends AnsweringResolver {

    private final AnswerScrub scrub;

    GuardedResolver(List<InetSocketAddress> servers, TrustAnchors anchors) {
        super(servers);
        this.scrub = new AnswerScrub(anchors);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor)
                .thenApply(answer -> scrub.pertinent(query, answer))
                .exceptionally(failure -> {
                    int type = query.getQuestion().getType();
                    if (type != Type.DS && type != Type.DNSKEY) {
                        throw failure instanceof CompletionException wrapped
                                ? wrapped
                                : new CompletionException(failure);
                    }
                    return withoutAnswer(query);
                });
    }

    private static Message withoutAnswer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(Rcode.SERVFAIL);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }
}
