package org.waybill.queue.core.srs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.waybill.smtp.MailAddress;

/**
 * The Sender Rewriting Scheme (SRS), with the hashes of the reference, so that addresses it gave out stay good. A forwarded
 * mail whose sender stays would fail SPF at the next host; {@code SRS0=HHHH=TT=domain=user@ours} is an address of ours to
 * which bounces come back for a while. {@code HHHH} shows that we gave it out, {@code TT} on which day.
 *
 * @param keys what addresses are signed with: the first one signs, each one is believed; at least one
 * @param ttlDays how many days an address is good
 */
public record SenderRewriting(List<String> keys, int ttlDays) {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final String FIRST = "SRS0=";

    private static final String FURTHER = "SRS1=";

    private static final int DAYS = 1024;

    private static final int HASH = 4;

    private static final long SECONDS_OF_DAY = 86_400;

    /** RFC 5321 §4.5.3.1.3, without the brackets. */
    private static final int MAX_ADDRESS = 254;

    public SenderRewriting {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("SRS needs a key");
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SRS for " + ttlDays + " days";
    }

    /** Whether an address looks like one that this scheme gave out, here or elsewhere. */
    public static boolean isRewritten(MailAddress address) {
        return startsWith(address.localPart(), FIRST) || startsWith(address.localPart(), FURTHER);
    }

    /**
     * The sender that a mail is forwarded with.
     *
     * @param domain of ours: that of the recipient who forwards
     * @return the sender itself if the new one would be too long
     */
    public MailAddress forward(MailAddress sender, String domain, Instant now) {
        String local = sender.localPart();
        String rewritten;
        if (startsWith(local, FIRST)) {
            rewritten = signed(FURTHER, sender.domain() + "==" + local.substring(FIRST.length()), domain);
        } else if (startsWith(local, FURTHER) && hasHash(local.substring(FURTHER.length()))) {
            rewritten = signed(FURTHER, local.substring(FURTHER.length() + HASH + 1), domain);
        } else {
            rewritten = signed(FIRST, stamp(now) + "=" + sender.domain() + "=" + local, domain);
        }
        return rewritten.length() + 1 + domain.length() > MAX_ADDRESS ? sender : new MailAddress(rewritten, domain);
    }

    private String signed(String scheme, String content, String domain) {
        return scheme + hash(keys.get(0), content + "@" + domain) + "=" + content;
    }

    /** Who a mail to one of our addresses is for; empty if we did not give it out, or too long ago. */
    public Optional<MailAddress> back(MailAddress address, Instant now) {
        if (!isRewritten(address) || !hasHash(address.localPart().substring(FIRST.length()))) {
            return Optional.empty();
        }
        String local = address.localPart().substring(FIRST.length());
        String content = local.substring(HASH + 1);
        boolean ours = keys.stream()
                .anyMatch(key -> MessageDigest.isEqual(
                        octets(hash(key, content + "@" + address.domain())), octets(local.substring(0, HASH))));
        if (!ours) {
            return Optional.empty();
        }
        return startsWith(address.localPart(), FIRST) ? original(content, now) : firstForwarder(content, now);
    }

    /** {@code TT=domain=user} */
    private Optional<MailAddress> original(String content, Instant now) {
        int separator = content.indexOf('=', 3);
        return isFresh(content, now) && separator > 3 ? address(content, 3, separator, "") : Optional.empty();
    }

    /** {@code domain==HHHH=TT=…}: back to who rewrote it first, whose hash is not ours to check. */
    private Optional<MailAddress> firstForwarder(String content, Instant now) {
        int separator = content.indexOf('=');
        String rest = separator < 0 ? "" : content.substring(separator + 1);
        boolean fresh = rest.length() > HASH + 2 && isFresh(rest.substring(HASH + 2), now);
        return separator > 0 && fresh ? address(content, 0, separator, "SRS0") : Optional.empty();
    }

    private static Optional<MailAddress> address(String content, int begin, int separator, String prefix) {
        String local = prefix + content.substring(separator + 1);
        try {
            return Optional.of(
                    MailAddress.parse(new MailAddress(local, content.substring(begin, separator)).toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasHash(String content) {
        return content.length() > HASH + 1 && "=+-".indexOf(content.charAt(HASH)) >= 0;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String stamp(Instant now) {
        int day = day(now);
        return "" + BASE32.charAt(day >> 5) + BASE32.charAt(day & 31);
    }

    private static int day(Instant now) {
        return (int) (now.getEpochSecond() / SECONDS_OF_DAY % DAYS);
    }

    /** Not older than the time to live, and not from later than tomorrow. */
    private boolean isFresh(String content, Instant now) {
        if (content.length() < 3 || "=+-".indexOf(content.charAt(2)) < 0) {
            return false;
        }
        String stamp = content.substring(0, 2).toUpperCase(Locale.ROOT);
        int high = BASE32.indexOf(stamp.charAt(0));
        int low = BASE32.indexOf(stamp.charAt(1));
        if (high < 0 || low < 0) {
            return false;
        }
        int age = Math.floorMod(day(now) - (high << 5 | low), DAYS);
        return age <= ttlDays || age == DAYS - 1;
    }

    private static String hash(String key, String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(octets(key + content));
            return Base64.getEncoder().encodeToString(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
