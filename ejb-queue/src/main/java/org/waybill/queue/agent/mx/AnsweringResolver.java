package org.waybill.queue.agent.mx;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * Fails where a server has no answer, so that the validator sees answers only: a server's trouble is not to be taken for a
 * forgery.
 */
class AnsweringResolver extends ExtendedResolver {

    AnsweringResolver(List<InetSocketAddress> servers) {
        super(servers.stream().map(SimpleResolver::new).toArray(Resolver[]::new));
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor).thenApply(answer -> {
            int code = answer.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                throw new CompletionException(new ResolverTrouble(Rcode.string(code)));
            }
            return answer;
        });
    }
}
