package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.resource.spi.InvalidPropertyException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

class SmtpActivationSpecTest {

    @Test
    void defaultsListenOnLoopbackWithoutTls() {
        ActivationSettings settings = new SmtpActivationSpec().settings();
        ListenerSpec listener = settings.plan().listeners().get(0);
        assertEquals(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525), listener.address());
        assertFalse(listener.hostname().isEmpty());
        assertEquals("", listener.tag());
        assertEquals(TlsMode.NONE, listener.tls().mode());
        assertEquals(List.of(), listener.tls().identities());
        assertEquals(36_700_160, listener.maxMessageSize());
        assertEquals(SessionLimits.defaults(), settings.plan().limits());
        assertEquals(
                Path.of(System.getProperty("java.io.tmpdir"), "waybill-spool"),
                settings.plan().spool());
        assertEquals(128, settings.maxBatch());
        assertEquals(32, settings.maxConcurrentCalls());
        assertEquals(2, settings.maxConcurrentCommits());
        assertEquals(29, settings.maxConcurrentRecipients());
    }

    @Test
    void everyPropertyArrives(@TempDir Path spool) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setAddress("0.0.0.0");
        spec.setPort(25);
        spec.setHostname("mx.example.org");
        spec.setTag("outside");
        spec.setMaxMessageSize(1_000L);
        spec.setMaxRecipients(7);
        spec.setSpoolDirectory(spool.toString());
        spec.setTlsMode("required");
        spec.setCertificateFile("chain.pem");
        spec.setKeyFile("key.pem");
        spec.setMaxBatch(16);
        spec.setMaxConcurrentCalls(10);
        spec.setMaxConcurrentCommits(3);

        ActivationSettings settings = spec.settings();
        ListenerPlan plan = settings.plan();
        assertEquals(
                List.of(ListenerSpec.smtp(new InetSocketAddress(25), "mx.example.org", 1_000)
                        .withTag("outside")
                        .withTls(new TlsPolicy(
                                TlsMode.REQUIRED,
                                List.of(new TlsIdentity("activation", Path.of("chain.pem"), Path.of("key.pem")))))),
                plan.listeners());
        assertEquals(7, plan.limits().recipients());
        assertEquals(spool, plan.spool());
        assertEquals(16, settings.maxBatch());
        assertEquals(10, settings.maxConcurrentCalls());
        assertEquals(3, settings.maxConcurrentCommits());
        assertEquals(6, settings.maxConcurrentRecipients());
    }

    @Test
    void aWrongPropertyIsNamedWithItsValue() {
        assertRefused("port", "port=70000: expected 0 to 65535", spec -> spec.setPort(70_000));
        assertRefused(
                "address",
                "address=no such host: expected an address or host name of this machine",
                spec -> spec.setAddress("no such host"));
        assertRefused(
                "maxMessageSize", "maxMessageSize=0: expected at least 1 octet", spec -> spec.setMaxMessageSize(0L));
        assertRefused("maxRecipients", "maxRecipients=0: expected at least 1", spec -> spec.setMaxRecipients(0));
        assertRefused(
                "spoolDirectory",
                "spoolDirectory= : expected the path of a file or directory",
                spec -> spec.setSpoolDirectory(" "));
        assertRefused(
                "tlsMode",
                "tlsMode=maybe: expected one of [NONE, OFFERED, REQUIRED, IMPLICIT]",
                spec -> spec.setTlsMode("maybe"));
        assertRefused(
                "certificateFile",
                "certificateFile=: expected the path of a file or directory",
                spec -> spec.setTlsMode("OFFERED"));
        assertRefused("maxBatch", "maxBatch=0: expected at least 1", spec -> spec.setMaxBatch(0));
        assertRefused(
                "maxConcurrentCommits",
                "maxConcurrentCommits=0: expected at least 1",
                spec -> spec.setMaxConcurrentCommits(0));
        assertRefused(
                "maxConcurrentCalls",
                "maxConcurrentCalls=3: expected at least maxConcurrentCommits + 2, which is 4",
                spec -> spec.setMaxConcurrentCalls(3));
    }

    private static void assertRefused(String property, String message, Consumer<SmtpActivationSpec> mistake) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        mistake.accept(spec);
        InvalidPropertyException refusal = assertThrows(InvalidPropertyException.class, spec::validate);
        assertEquals(message, refusal.getMessage());
        assertEquals(property, refusal.getInvalidPropertyDescriptors()[0].getName());
    }
}
