package org.waybill.smtp.session.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.waybill.smtp.listener.ScramVerdict;

/**
 * SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677), the server's side. An unknown user goes the same way with a
 * made-up secret and fails where a wrong password fails, after the same work.
 *
 * <p>The last message of the server goes out as a challenge that the client answers with an empty line, since SMTP has no
 * place for it in its 235 (RFC 4954 §4).
 */
final class ScramSignIn {

    private static final String BINDING = "p=tls-server-end-point";

    private final boolean plus;
    private final SaslChannel channel;

    private ScramSignIn(boolean plus, SaslChannel channel) {
        this.plus = plus;
        this.channel = channel;
    }

    /** @param plus with channel binding */
    static SaslState begin(boolean plus, SaslChannel channel) {
        if (plus && !channel.plusOffered()) {
            throw new IllegalArgumentException("SCRAM-SHA-256-PLUS was not offered to this client");
        }
        return SaslState.ClientsTurn.challenged("", new ScramSignIn(plus, channel)::clientFirst);
    }

    private SaslState clientFirst(byte[] octets) throws SaslSyntaxException {
        ScramClientFirst first = ScramClientFirst.parse(SaslText.utf8(octets));
        return agrees(first.flag()) && first.isForItself()
                ? new SaslState.SecretLookup(
                        new SaslStep.AskScram(first.user()), verdict -> serverFirst(first, verdict))
                : failed();
    }

    /** Whether the client's view of channel binding is ours (RFC 5802 §6). */
    private boolean agrees(String flag) {
        return switch (flag) {
            case "n" -> !plus;
            // somebody between us has taken PLUS out of the list
            case "y" -> !plus && !channel.plusOffered();
            default -> plus && flag.equals(BINDING);
        };
    }

    private SaslState serverFirst(ScramClientFirst first, ScramVerdict verdict) {
        // made for known users too, so that the time does not tell them apart
        ScramVerdict.Known stranger = new ScramVerdict.Known("", channel.fakes().secretOf(first.user()));
        ScramVerdict.Known account = verdict instanceof ScramVerdict.Known known ? known : stranger;
        String nonce = first.nonce() + channel.nonces().get();
        String serverFirst = "r=" + nonce + ",s=" + account.secret().salt() + ",i="
                + account.secret().iterations();
        ScramProof expected = new ScramProof(account.secret(), binding(first), nonce, first.bare() + "," + serverFirst);
        return SaslState.ClientsTurn.challenged(serverFirst, answer -> clientFinal(expected, account.user(), answer));
    }

    /** What the client must have bound the exchange to, in Base64. */
    private String binding(ScramClientFirst first) {
        byte[] header = first.gs2Header().getBytes(StandardCharsets.UTF_8);
        byte[] endPoint = plus ? Base64.getDecoder().decode(channel.endPoint()) : new byte[0];
        byte[] binding = new byte[header.length + endPoint.length];
        System.arraycopy(header, 0, binding, 0, header.length);
        System.arraycopy(endPoint, 0, binding, header.length, endPoint.length);
        return Base64.getEncoder().encodeToString(binding);
    }

    /** @param user empty when there is none */
    private static SaslState clientFinal(ScramProof expected, String user, byte[] octets) throws SaslSyntaxException {
        ScramClientFinal answer = ScramClientFinal.parse(SaslText.utf8(octets));
        if (!expected.holds(answer) || user.isEmpty()) {
            return failed();
        }
        return SaslState.ClientsTurn.challenged("v=" + expected.serverSignature(answer), last -> succeeded(user, last));
    }

    private static SaslState succeeded(String user, byte[] octets) throws SaslSyntaxException {
        if (octets.length > 0) {
            throw new SaslSyntaxException("expected an empty line behind the server's signature");
        }
        return new SaslState.Ended(new SaslStep.Succeeded(user));
    }

    private static SaslState failed() {
        return new SaslState.Ended(new SaslStep.Failed());
    }
}
