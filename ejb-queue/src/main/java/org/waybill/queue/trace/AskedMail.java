package org.waybill.queue.trace;

import java.net.InetAddress;
import java.util.function.Function;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.RecipientRequest;

/** A question about a mail as its client would ask it. */
public final class AskedMail {

    private static final String SOME_TLS = "TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO";

    private AskedMail() {}

    /** @throws IllegalArgumentException if a field cannot be read, with a sentence that names it */
    public static RecipientRequest of(ExplainConsole.Question question) {
        return new RecipientRequest(
                new MessageId(0),
                peer(question),
                read("sender", question.sender(), ReversePath::parse),
                MailParameters.NONE,
                read("recipient", question.recipient(), MailAddress::parse),
                RcptParameters.NONE);
    }

    private static Peer peer(ExplainConsole.Question question) {
        InetAddress here = InetAddress.getLoopbackAddress();
        InetAddress client = question.client().isBlank()
                ? here
                : AddressLiteral.parse(question.client().strip())
                        .orElseThrow(() -> new IllegalArgumentException("client: an IP address is expected"));
        Peer connected = Peer.connected(client, here, question.tag().strip(), "");
        Peer secured = question.tls() ? connected.withTls(SOME_TLS) : connected;
        return secured.withHelo(question.helo().strip(), true)
                .withUser(question.user().strip());
    }

    /** @throws IllegalArgumentException with the field's name before the reader's sentence */
    static <T> T read(String field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }
}
