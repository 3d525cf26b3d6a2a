package org.waybill.smtp.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

/**
 * The activation configuration properties of a message-driven bean that receives mail. All have defaults; with none set,
 * the bean gets the mail sent to port 2525 of this machine.
 *
 * <p>A container fills it by its setters. Whatever else reads it reads {@link #settings}, which are checked and do not
 * change.
 */
public class SmtpActivationSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    /** Octets left free on the spool's file system; below, MAIL is answered 452. */
    private static final long MINIMUM_FREE = 64L << 20;

    private static final int SINGLE_NODE = 0;

    private transient @Nullable ResourceAdapter resourceAdapter;

    private String address = "127.0.0.1";
    private Integer port = 2525;
    private String hostname = "";
    private String tag = "";
    private Long maxMessageSize = 35L << 20;
    private Integer maxRecipients = SessionLimits.defaults().recipients();
    private String spoolDirectory =
            Path.of(System.getProperty("java.io.tmpdir"), "waybill-spool").toString();
    private String tlsMode = TlsMode.NONE.name();
    private String certificateFile = "";
    private String keyFile = "";
    private Integer maxBatch = 128;
    private Integer maxConcurrentCalls = 32;
    private Integer maxConcurrentCommits = 2;

    /** Checks the properties. */
    @Override
    public void validate() throws InvalidPropertyException {
        try {
            settings();
        } catch (InvalidSetting e) {
            InvalidPropertyException invalid = new InvalidPropertyException(e.getMessage(), e);
            invalid.setInvalidPropertyDescriptors(new PropertyDescriptor[] {descriptor(e.property())});
            throw invalid;
        }
    }

    /** @throws InvalidSetting naming the property and its value */
    ActivationSettings settings() {
        InvalidSetting.unless(maxRecipients >= 1, "maxRecipients", maxRecipients, "at least 1");
        ListenerPlan plan = new ListenerPlan(
                0,
                List.of(listener()),
                limits(),
                path("spoolDirectory", spoolDirectory),
                MINIMUM_FREE,
                SINGLE_NODE,
                true);
        return new ActivationSettings(plan, maxBatch, maxConcurrentCalls, maxConcurrentCommits);
    }

    private ListenerSpec listener() {
        InvalidSetting.unless(maxMessageSize >= 1, "maxMessageSize", maxMessageSize, "at least 1 octet");
        TlsMode tls = tls();
        return ListenerSpec.smtp(socketAddress(), hostname.isEmpty() ? machineName() : hostname, maxMessageSize)
                .withTag(tag)
                .withTls(tls == TlsMode.NONE ? TlsPolicy.NONE : new TlsPolicy(tls, List.of(identity())));
    }

    private InetSocketAddress socketAddress() {
        InvalidSetting.unless(port >= 0 && port <= 65535, "port", port, "0 to 65535");
        InetSocketAddress socket = new InetSocketAddress(address, port);
        InvalidSetting.unless(!socket.isUnresolved(), "address", address, "an address or host name of this machine");
        return socket;
    }

    private TlsMode tls() {
        try {
            return TlsMode.valueOf(tlsMode.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("tlsMode", tlsMode, "one of " + Arrays.toString(TlsMode.values()));
        }
    }

    private TlsIdentity identity() {
        return new TlsIdentity("activation", path("certificateFile", certificateFile), path("keyFile", keyFile));
    }

    private static Path path(String property, String value) {
        InvalidSetting.unless(!value.isBlank(), property, value, "the path of a file or directory");
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new InvalidSetting(property, value, "the path of a file or directory");
        }
    }

    private SessionLimits limits() {
        SessionLimits usual = SessionLimits.defaults();
        return usual.withMails(usual.mailsPerSession(), maxRecipients);
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static PropertyDescriptor descriptor(String property) {
        try {
            return new PropertyDescriptor(property, SmtpActivationSpec.class);
        } catch (IntrospectionException e) {
            throw new IllegalStateException("no JavaBean property " + property, e);
        }
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) {
        this.resourceAdapter = adapter;
    }

    /** The address to listen on; {@code 0.0.0.0} for all. */
    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    /** The port to listen on; 0 takes a free one. */
    public Integer getPort() {
        return port;
    }

    public void setPort(Integer port) {
        this.port = port;
    }

    /** The name in the greeting and in Received headers; empty for the machine's. */
    public String getHostname() {
        return hostname;
    }

    public void setHostname(String hostname) {
        this.hostname = hostname;
    }

    /** Given to every session of this listener; empty for none. */
    public String getTag() {
        return tag;
    }

    public void setTag(String tag) {
        this.tag = tag;
    }

    /** The largest mail in octets. */
    public Long getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(Long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    /** Accepted recipients of one mail. */
    public Integer getMaxRecipients() {
        return maxRecipients;
    }

    public void setMaxRecipients(Integer maxRecipients) {
        this.maxRecipients = maxRecipients;
    }

    /** Where bodies wait while they come in; made if missing. */
    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    /** A name of {@link TlsMode}, in any case of letters. */
    public String getTlsMode() {
        return tlsMode;
    }

    public void setTlsMode(String tlsMode) {
        this.tlsMode = tlsMode;
    }

    /** The certificate chain in PEM form; needed unless {@code tlsMode} is NONE. */
    public String getCertificateFile() {
        return certificateFile;
    }

    public void setCertificateFile(String certificateFile) {
        this.certificateFile = certificateFile;
    }

    /** The private key in PEM form (unencrypted); needed unless {@code tlsMode} is NONE. */
    public String getKeyFile() {
        return keyFile;
    }

    public void setKeyFile(String keyFile) {
        this.keyFile = keyFile;
    }

    /** Mails in one {@code commit} call. */
    public Integer getMaxBatch() {
        return maxBatch;
    }

    public void setMaxBatch(Integer maxBatch) {
        this.maxBatch = maxBatch;
    }

    /** Instances of the bean in use at a time; its pool should be as large. */
    public Integer getMaxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    public void setMaxConcurrentCalls(Integer maxConcurrentCalls) {
        this.maxConcurrentCalls = maxConcurrentCalls;
    }

    /** How many of these may be {@code commit} calls. */
    public Integer getMaxConcurrentCommits() {
        return maxConcurrentCommits;
    }

    public void setMaxConcurrentCommits(Integer maxConcurrentCommits) {
        this.maxConcurrentCommits = maxConcurrentCommits;
    }
}
