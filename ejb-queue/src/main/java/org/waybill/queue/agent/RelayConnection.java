package org.waybill.queue.agent;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;

/** One connection to one address, greeted and with TLS where the schema says so. Closed by its user on every path. */
final class RelayConnection implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final RelayUrl url;
    private final RelayTimeouts timeouts;
    private final RelaySocket socket = new RelaySocket();
    private final SmtpTransaction transaction;
    private final Dialer dialer;
    private final ScheduledFuture<?> end;

    private RelayConnection(
            RelayUrl url,
            SmtpTransaction transaction,
            Dialer dialer,
            RelayTimeouts timeouts,
            ScheduledExecutorService watchdog) {
        this.url = url;
        this.transaction = transaction;
        this.dialer = dialer;
        this.timeouts = timeouts;
        this.end = watchdog.schedule(this::cut, timeouts.whole().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What came of an attempt to connect. */
    sealed interface Opening {

        record Open(RelayConnection connection) implements Opening {}

        /**
         * The host cannot be used now; another one may.
         *
         * @param reply 4xx
         * @param tlsFailed whether it was STARTTLS that failed
         */
        record Unusable(String reply, boolean tlsFailed) implements Opening {}
    }

    /** Connects, waits for the greeting, says EHLO, starts TLS. */
    static Opening open(
            RelayUrl url,
            InetAddress address,
            SmtpTransaction transaction,
            SSLContext verifying,
            Dialer dialer,
            RelayTimeouts timeouts,
            ScheduledExecutorService watchdog) {
        RelayConnection connection = new RelayConnection(url, transaction, dialer, timeouts, watchdog);
        try {
            transaction.connect(connection.connect(address, verifying));
            return new Opening.Open(connection);
        } catch (IOException | MessagingException e) {
            connection.cut();
            return new Opening.Unusable(connection.refusal(address, e), transaction.tlsFailed());
        }
    }

    private Socket connect(InetAddress address, SSLContext verifying) throws IOException {
        dialer.connect(socket, new InetSocketAddress(address, url.port()), timeouts.connect());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(millis(timeouts.read()));
        if (url.schema() != Schema.SMTPS) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) verifying.getSocketFactory().createSocket(socket, url.host(), url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private String refusal(InetAddress address, Exception e) {
        String where = url.host() + " [" + address.getHostAddress() + "]:" + url.port();
        if (transaction.tlsFailed()) {
            return ReplyText.oneLine("451 4.7.5 No TLS with " + where + ": " + SmtpFailure.reason(e));
        }
        if (transaction.getLastReturnCode() >= 400) {
            String said = SmtpFailure.line(transaction.getLastServerResponse());
            return ReplyText.oneLine("451 4.4.1 Refused by " + where + ": " + said);
        }
        return ReplyText.oneLine("451 4.4.1 No connection with " + where + ": " + SmtpFailure.reason(e));
    }

    /** Whether the host offers an extension. */
    boolean offers(String extension) {
        return transaction.offers(extension);
    }

    /** Sends the job; all its envelopes have an outcome then. */
    Map<EnvelopeId, Outcome> send(DeliveryJob job, BodyScan scan) {
        return transaction.send(job, scan, url, () -> waitFor(timeouts.afterDot()));
    }

    private void waitFor(Duration reply) {
        try {
            socket.setSoTimeout(millis(reply));
        } catch (SocketException alreadyClosed) {
            // the next read says so
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /** Says QUIT, and waits a little for the answer, where that makes sense. */
    @Override
    public void close() {
        waitFor(GOODBYE);
        try {
            if (!transaction.broken()) {
                transaction.close();
            }
        } catch (MessagingException goneAlready) {
            // nothing depends on it any more
        } finally {
            cut();
        }
    }

    /** Without a word. */
    private void cut() {
        end.cancel(false);
        try {
            socket.close();
        } catch (IOException closedEnough) {
            // the system frees it
        }
    }
}
