package org.waybill.smtp.conversation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.waybill.smtp.Network;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.ListenerSpec.Extensions;
import org.waybill.smtp.listener.ListenerSpec.Protocol;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.listener.TrustedSources;
import org.waybill.smtp.session.SecuredChannel;

/** On what kind of listener a conversation is held; scripts lie in a directory of its name. */
public enum Setting {
    /** Without TLS. */
    PLAIN,
    /** TLS from the first octet, signing in is possible. */
    SECURED,
    /** TLS from the first octet, signing in is necessary. */
    DEMANDING,
    /** LMTP. */
    LMTP,
    /** The client is trusted to speak for others. */
    TRUSTED,
    /** The application is asked at every step, and mails begin with a header. */
    STEPPING,
    /** Everything that a mail may meet can carry any octet, and nobody wants to tell senders what became of it. */
    BINARY;

    private static final TlsIdentity NO_FILES =
            new TlsIdentity("mx.example.org", Path.of("none.crt"), Path.of("none.key"));

    private ListenerSpec turn(ListenerSpec spec) {
        return switch (this) {
            case PLAIN -> spec;
            case SECURED -> auth(spec, AuthPolicy.Mode.OPTIONAL, true);
            case DEMANDING -> auth(spec, AuthPolicy.Mode.REQUIRED, false);
            case LMTP -> spec.withProtocol(Protocol.LMTP);
            case TRUSTED -> spec.withTrusted(new TrustedSources(List.of(), List.of(Network.parse("127.0.0.0/8"))));
            case STEPPING -> spec.withSteps(EnumSet.allOf(Step.class)).withHeaderRequired();
            case BINARY -> spec.withExtensions(new Extensions(false, true));
        };
    }

    private static ListenerSpec auth(ListenerSpec spec, AuthPolicy.Mode mode, boolean checksSender) {
        return spec.withAuth(new AuthPolicy(mode, EnumSet.allOf(SaslMechanism.class), checksSender));
    }

    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With a certificate that nobody will look at. */
    public ListenerSpec spec() {
        return spec(NO_FILES);
    }

    public ListenerSpec spec(TlsIdentity identity) {
        ListenerSpec plain = ListenerSpec.smtp(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mx.example.org", 2_000)
                .withTag("tag");
        return turn(secured() ? plain.withTls(new TlsPolicy(TlsMode.IMPLICIT, List.of(identity))) : plain);
    }

    /** What the session is told of the TLS that it is in. */
    public SecuredChannel channel() {
        return secured()
                ? new SecuredChannel("TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO", "qqq7u8y8vb29")
                : SecuredChannel.NONE;
    }

    public boolean secured() {
        return this == SECURED || this == DEMANDING;
    }
}
