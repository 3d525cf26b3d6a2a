package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;

/** A server on ports of its own, with threads of its own, in front of an application in memory. */
final class TestServer implements AutoCloseable {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Path directory;
    final ExecutorService threads = Executors.newFixedThreadPool(2);
    final FakeApplication application = new FakeApplication(threads);
    final SmtpServer server =
            new SmtpServer(new SmtpServer.Threads(loops, loops, threads, threads), application, Clock.systemUTC());

    TestServer(Path directory) {
        this.directory = directory;
    }

    /** A listener on a free port. */
    static ListenerSpec spec() {
        ListenerSpec spec = Conversations.spec(TlsMode.NONE);
        return ListenerSpec.smtp(spec.address(), spec.hostname(), 10_000_000).withTag(spec.tag());
    }

    ListenerPlan plan(SessionLimits limits, ListenerSpec... specs) {
        return new ListenerPlan(1, List.of(specs), limits, directory.resolve("spool"), 0, 1, true);
    }

    InetSocketAddress open(ListenerSpec spec) {
        return open(spec, Conversations.limits());
    }

    InetSocketAddress open(ListenerSpec spec, SessionLimits limits) {
        ListenerReport report = server.apply(plan(limits, spec));
        assertTrue(report.allOpen(), report::toString);
        return report.listeners().get(0).bound();
    }

    @Override
    public void close() {
        server.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).syncUninterruptibly();
        threads.shutdown();
    }
}
